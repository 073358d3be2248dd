package shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prices by article, read from lines of {@code sku;net;tax code}. */
public final class PriceList {

    private final SortedMap<Sku, Price> prices = new TreeMap<>();

    private PriceList() {}

    /** The list that the shop comes with. */
    public static PriceList standard() {
        return fromResource("/shop/prices.csv");
    }

    public static PriceList fromResource(String name) {
        InputStream resource = PriceList.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalArgumentException("no price list " + name);
        }
        try (Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            return read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips empty lines and lines that start with {@code #}; a later line for an article wins. */
    public static PriceList read(Reader source) {
        PriceList list = new PriceList();
        BufferedReader lines = new BufferedReader(source);
        lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(list::add);
        return list;
    }

    public Optional<Price> find(Sku sku) {
        return Optional.ofNullable(prices.get(sku));
    }

    public Price get(Sku sku) {
        return find(sku).orElseThrow(() -> new IllegalArgumentException("no price for " + sku));
    }

    public int size() {
        return prices.size();
    }

    private void add(String line) {
        String[] fields = line.split(";");
        if (fields.length != 3) {
            throw new IllegalArgumentException("expected sku;net;tax code but found: " + line);
        }
        Price price = new Price(Sku.parse(fields[0]), Money.of(fields[1].strip()), Integer.parseInt(fields[2].strip()));
        prices.put(price.sku(), price);
    }
}
