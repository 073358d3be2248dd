package dev.testwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.testwatch.compile.Compilation.ClassName;
import dev.testwatch.oracle.Overriding.Inherited;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverridingTest {

    interface Named {
        default String named() {
            return "named";
        }

        String told();
    }

    @SuppressWarnings("unused")
    static class Base {
        String plain() {
            return "base";
        }

        String own() {
            return "base";
        }

        final String last() {
            return "base";
        }

        static String shared() {
            return "base";
        }

        private String hidden() {
            return "base";
        }
    }

    static class Derived extends Base implements Named {
        @Override
        String own() {
            return "derived";
        }

        @Override
        public String told() {
            return "derived";
        }
    }

    private final Overriding overriding = new Overriding(Map.of(
            name(Base.class), bytes(Base.class),
            name(Named.class), bytes(Named.class),
            name(Derived.class), bytes(Derived.class)));

    @Test
    void whatCanBeOverriddenIsInheritedWithCodeAndNotOverriddenYet() {
        assertThat(overriding.inherited(name(Derived.class)).stream().map(Inherited::name))
                .containsExactly("plain", "named");
        assertThat(overriding.inherited(name(Base.class))).isEmpty();
    }

    @Test
    void theClassHasItsOwnMethodThen() throws Exception {
        for (Inherited method : overriding.inherited(name(Derived.class))) {
            Base derived = load(Overriding.override(bytes(Derived.class), method));

            assertThatIllegalStateException()
                    .isThrownBy(() -> call(derived, method.name()))
                    .withMessage("overridden");
            assertThat(derived.own()).isEqualTo("derived");
        }
    }

    private static void call(Base derived, String name) {
        if (name.equals("plain")) {
            derived.plain();
        } else {
            ((Named) derived).named();
        }
    }

    private static Base load(byte[] bytes) throws Exception {
        return (Base) MethodHandles.lookup()
                .defineHiddenClass(bytes, true)
                .lookupClass()
                .getDeclaredConstructor()
                .newInstance();
    }

    private static ClassName name(Class<?> type) {
        return new ClassName("app", type.getName());
    }

    private static byte[] bytes(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = Optional.ofNullable(type.getClassLoader().getResourceAsStream(file))
                .orElseThrow()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
