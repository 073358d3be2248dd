package shop;

/** The number of an article: two letters, a dash, four digits. */
public record Sku(String value) implements Comparable<Sku> {

    public Sku {
        if (!value.matches("[A-Z]{2}-[0-9]{4}")) {
            throw new IllegalArgumentException("not an article number: " + value);
        }
    }

    /** Takes what a person types: any case, blanks around it. */
    public static Sku parse(String text) {
        return new Sku(text.strip().toUpperCase(java.util.Locale.ROOT));
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
