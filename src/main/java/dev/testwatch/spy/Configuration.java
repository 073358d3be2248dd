package dev.testwatch.spy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** The parameters of one goal as the goal itself would see them: defaults filled in, expressions evaluated now. */
final class Configuration {

    private final Xpp3Dom dom;
    private final PluginParameterExpressionEvaluator evaluator;

    private Configuration(Xpp3Dom dom, PluginParameterExpressionEvaluator evaluator) {
        this.dom = dom;
        this.evaluator = evaluator;
    }

    static Configuration of(MavenSession session, MojoExecution execution) {
        Xpp3Dom dom = execution.getConfiguration();
        return new Configuration(
                dom == null ? new Xpp3Dom("configuration") : dom,
                new PluginParameterExpressionEvaluator(session, execution));
    }

    /** The value of a parameter; empty if it has none or a blank one. */
    Optional<String> text(String name) {
        return Optional.ofNullable(dom.getChild(name)).flatMap(this::value);
    }

    /** The value of the element itself. */
    Optional<String> self() {
        return value(dom);
    }

    boolean flag(String name) {
        return text(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** The entries of a list parameter, whether written as elements or as one text between commas. */
    List<String> list(String name) {
        Xpp3Dom child = dom.getChild(name);
        if (child == null) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        if (child.getChildCount() == 0) {
            value(child).ifPresent(text -> values.addAll(List.of(text.split(",", -1))));
        }
        for (Xpp3Dom entry : child.getChildren()) {
            value(entry).ifPresent(values::add);
        }
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The entries of a map parameter; an entry without a value has the empty one. */
    Map<String, String> map(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        Xpp3Dom child = dom.getChild(name);
        if (child != null) {
            for (Xpp3Dom entry : child.getChildren()) {
                values.put(entry.getName(), value(entry).orElse(""));
            }
        }
        return values;
    }

    /** The elements of a parameter that holds objects. */
    List<Configuration> objects(String name) {
        Xpp3Dom child = dom.getChild(name);
        List<Configuration> objects = new ArrayList<>();
        if (child != null) {
            for (Xpp3Dom entry : child.getChildren()) {
                objects.add(new Configuration(entry, evaluator));
            }
        }
        return objects;
    }

    private Optional<String> value(Xpp3Dom element) {
        return evaluated(element.getValue()).or(() -> evaluated(element.getAttribute("default-value")));
    }

    private Optional<String> evaluated(@Nullable String expression) {
        if (expression == null || expression.isBlank()) {
            return Optional.empty();
        }
        try {
            Object value = evaluator.evaluate(expression);
            return value == null
                    ? Optional.empty()
                    : Optional.of(value.toString()).filter(text -> !text.isBlank());
        } catch (ExpressionEvaluationException e) {
            // What Maven cannot evaluate it leaves as it is written.
            return Optional.of(expression);
        }
    }
}
