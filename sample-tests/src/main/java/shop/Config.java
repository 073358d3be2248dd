package shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The shop's settings: {@code shop/shop.properties}, overruled by system properties of the same name. */
public final class Config {

    private static final Properties DEFAULTS = load("/shop/shop.properties");

    private Config() {}

    public static String get(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException("missing key " + key));
    }

    public static Optional<String> find(String key) {
        return Optional.ofNullable(System.getProperty(key, DEFAULTS.getProperty(key)));
    }

    public static int number(String key) {
        String value = get(key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(key + " is no number: " + value, e);
        }
    }

    private static Properties load(String name) {
        try (InputStream resource = Config.class.getResourceAsStream(name)) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
