package dev.testwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.report.Ide.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class IdeTest {

    private static final Launch SAMPLE =
            new Launch("shop", "/opt/jdk/bin/java", "/opt/testwatch/testwatch.jar", "/home/me/shop");
    private static final Launch ODD = new Launch(
            "a & <b> \"c\" é", "C:\\Program Files\\jdk\\bin\\java.exe", "C:\\x & \"y\"\\t<w>.jar", "/home/日本/a'b & c");

    private final PlainText plain = new PlainText(new Shop());

    @Test
    void anExternalToolOfIdeaStartsTheWatchInTheProject() throws Exception {
        Element tools = SurefireSchema.parse(Ide.IDEA.definition(ODD)).getDocumentElement();
        assertThat(tools.getTagName()).isEqualTo("toolSet");
        assertThat(SurefireSchema.all(tools, "tool").get(0).getAttribute("name"))
                .isEqualTo("testwatch " + ODD.name());
        List<Element> options =
                SurefireSchema.all(SurefireSchema.all(tools, "exec").get(0), "option");
        assertThat(options.stream().map(option -> option.getAttribute("name") + "=" + option.getAttribute("value")))
                .containsExactly(
                        "COMMAND=" + ODD.java(),
                        "PARAMETERS=-jar \"C:\\x & \\\"y\\\"\\t<w>.jar\" --watch --reporter plain",
                        "WORKING_DIRECTORY=" + ODD.root());
    }

    @Test
    void theFiltersOfIdeaFindFailuresAndErrors() throws Exception {
        Element tools = SurefireSchema.parse(Ide.IDEA.definition(SAMPLE)).getDocumentElement();
        List<Pattern> filters = SurefireSchema.all(tools, "option").stream()
                .filter(option -> option.getAttribute("name").equals("REGEXP"))
                .map(option -> option.getAttribute("value")
                        .replace("$FILE_PATH$", "([^\\s:]+)")
                        .replace("$LINE$", "(\\d+)")
                        .replace("$COLUMN$", "(\\d+)"))
                .map(Pattern::compile)
                .toList();
        assertThat(lines(Stories.doesNotCompile()[1]))
                .anyMatch(line -> filters.get(0).matcher(line).matches());
        assertThat(lines(Stories.broken()))
                .anyMatch(line -> filters.get(1).matcher(line).matches());
    }

    @Test
    void aLaunchConfigurationOfEclipseStartsTheWatchInTheProject() throws Exception {
        Element launch = SurefireSchema.parse(Ide.ECLIPSE.definition(ODD)).getDocumentElement();
        assertThat(launch.getTagName()).isEqualTo("launchConfiguration");
        assertThat(SurefireSchema.all(launch, "stringAttribute").stream().map(each -> each.getAttribute("value")))
                .containsExactly(
                        ODD.java(), "-jar \"C:\\x & \\\"y\\\"\\t<w>.jar\" --watch --reporter plain", ODD.root());
    }

    @Test
    void aTaskOfVsCodeStartsTheWatchInTheProject() throws Exception {
        dev.testwatch.e2e.Json task = task(ODD);
        assertThat(task.get("command").text()).isEqualTo(ODD.java());
        assertThat(task.get("args").items().stream().map(dev.testwatch.e2e.Json::text))
                .containsExactly("-jar", ODD.jar(), "--watch", "--reporter", "plain");
        assertThat(task.get("options").get("cwd").text()).isEqualTo(ODD.root());
        assertThat(task.get("isBackground").text()).isEqualTo("true");
    }

    @Test
    void vsCodeFindsWhatDoesNotCompile() throws Exception {
        dev.testwatch.e2e.Json matcher = matcher("testwatch-compiler");
        dev.testwatch.e2e.Json pattern = matcher.get("pattern");
        List<MatchResult> found = lines(Stories.doesNotCompile()).stream()
                .map(Pattern.compile(pattern.get("regexp").text())::matcher)
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult)
                .toList();
        assertThat(found).hasSize(1);
        assertThat(group(found.get(0), pattern, "file")).isEqualTo("src/main/java/shop/Money.java");
        assertThat(group(found.get(0), pattern, "line")).isEqualTo("41");
        assertThat(group(found.get(0), pattern, "column")).isEqualTo("25");
        assertThat(group(found.get(0), pattern, "severity")).isEqualTo("error");
        assertThat(group(found.get(0), pattern, "message")).isEqualTo("cannot find symbol: HALF_UPP");
    }

    @Test
    void vsCodeFindsFailuresWithTheirPlace() throws Exception {
        dev.testwatch.e2e.Json matcher = matcher("testwatch-tests");
        List<dev.testwatch.e2e.Json> patterns = matcher.get("pattern").items();
        List<String> lines = lines(Stories.broken());
        Pattern first = Pattern.compile(patterns.get(0).get("regexp").text());
        int at = 0;
        while (!first.matcher(lines.get(at)).matches()) {
            at++;
        }
        Matcher message = first.matcher(lines.get(at));
        Matcher place = Pattern.compile(patterns.get(1).get("regexp").text()).matcher(lines.get(at + 1));
        assertThat(message.matches() && place.matches()).isTrue();
        assertThat(group(message, patterns.get(0), "message"))
                .isEqualTo("shop.PriceTest.roundsHalfUp: expected <12.35> but was <12.34>");
        assertThat(group(place, patterns.get(1), "file")).isEqualTo("src/test/java/shop/PriceTest.java");
        assertThat(group(place, patterns.get(1), "line")).isEqualTo("27");
    }

    @Test
    void vsCodeSeesWhenARunBeginsAndEnds() throws Exception {
        assertThat(marks("testwatch-tests", Stories.broken())).containsExactly("begins", "ends");
        assertThat(marks("testwatch-tests", Stories.doesNotCompile())).containsExactly("begins", "ends");
    }

    @Test
    void vsCodeSeesWhenACompilationBeginsAndThatItEnds() throws Exception {
        assertThat(marks("testwatch-compiler", Stories.doesNotCompile())).startsWith("begins", "ends");
        assertThat(marks("testwatch-compiler", Stories.green())).startsWith("begins", "ends");
        assertThat(marks(
                        "testwatch-compiler",
                        Shop.moneyChanged(3),
                        new Notice.NothingAffected(3, "only comments changed", 9, Duration.ZERO)))
                .containsExactly("begins", "ends");
        assertThat(marks(
                        "testwatch-compiler",
                        Stories.READY,
                        new Notice.VerdictGiven(0, Shop.verdict(Verdict.State.GREEN, 0, 9, 0, 0))))
                .as("nothing to do at the start")
                .containsExactly("ends");
    }

    @ParameterizedTest
    @EnumSource(Ide.class)
    void theManualShowsWhatThisPrints(Ide ide) throws Exception {
        assertThat(Files.readString(Path.of("src/docs/ide.md"))).contains("\n" + ide.definition(SAMPLE) + "```\n");
        assertThat(ide.definition(ODD)).matches("[ -~\\n]*");
    }

    /** What a watching problem matcher makes of the lines: it asks first whether a line begins something. */
    private List<String> marks(String owner, Notice... notices) throws Exception {
        dev.testwatch.e2e.Json background = matcher(owner).get("background");
        Pattern begins = Pattern.compile(background.get("beginsPattern").text());
        Pattern ends = Pattern.compile(background.get("endsPattern").text());
        var marks = new ArrayList<String>();
        for (String line : lines(notices)) {
            if (begins.matcher(line).find()) {
                marks.add("begins");
            } else if (ends.matcher(line).find()) {
                marks.add("ends");
            }
        }
        return marks;
    }

    private static String group(MatchResult match, dev.testwatch.e2e.Json pattern, String name) {
        return match.group(pattern.get(name).number());
    }

    private static dev.testwatch.e2e.Json matcher(String owner) throws Exception {
        return task(SAMPLE).get("problemMatcher").items().stream()
                .filter(matcher -> matcher.get("owner").text().equals(owner))
                .findFirst()
                .orElseThrow();
    }

    private static dev.testwatch.e2e.Json task(Launch launch) throws Exception {
        return dev.testwatch.e2e.Json.parse(Ide.VSCODE.definition(launch))
                .get("tasks")
                .items()
                .get(0);
    }

    private List<String> lines(Notice... notices) {
        return List.of(notices).stream()
                .flatMap(notice -> plain.lines(notice).inOrder().stream())
                .map(PlainText.Line::text)
                .toList();
    }
}
