package dev.testwatch.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.compile.Compilation.ClassName;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubclassTest {

    @SuppressWarnings("unused")
    static class Base {
        String own() {
            return "base";
        }

        final String last() {
            return "base";
        }
    }

    static class Derived extends Base {}

    static final class Last extends Base {}

    interface Named {
        String name();
    }

    sealed interface Known permits Only {}

    record Only() implements Known {}

    @Test
    void ofAClassItOverridesWhatItCan() throws Exception {
        Class<?> subclass = of(Derived.class, Base.class);

        assertThat(subclass.getSuperclass()).isEqualTo(Derived.class);
        assertThat(Arrays.stream(subclass.getDeclaredMethods()).map(Method::getName))
                .containsExactly("own");
    }

    @Test
    void ofAnInterfaceItIsAnImplementation() throws Exception {
        assertThat(of(Named.class).getInterfaces()).containsExactly(Named.class);
    }

    @Test
    void ofWhatCannotHaveAnyItIsAClassBesideIt() throws Exception {
        for (Class<?> parent : new Class<?>[] {Last.class, Known.class, Only.class}) {
            Class<?> beside = of(parent);
            assertThat(beside.getSuperclass()).as(parent.getName()).isEqualTo(Object.class);
            assertThat(beside.getInterfaces()).as(parent.getName()).isEmpty();
        }
    }

    private static Class<?> of(Class<?> parent, Class<?>... above) throws Exception {
        ClassName name = new ClassName("m", parent.getName());
        Overriding overriding = new Overriding(
                above.length == 0
                        ? Map.of(name, bytes(parent))
                        : Map.of(name, bytes(parent), new ClassName("m", above[0].getName()), bytes(above[0])));
        String added = parent.getName().replace('.', '/').replace('$', '_') + "Added";
        byte[] bytes = Subclass.of(bytes(parent), added, overriding.overridable(name));
        return MethodHandles.lookup().defineClass(bytes);
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = Optional.ofNullable(type.getClassLoader().getResourceAsStream(file))
                .orElseThrow()) {
            return in.readAllBytes();
        }
    }
}
