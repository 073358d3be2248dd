package dev.testwatch.report;

import java.util.Random;

/** Strings of any characters at all, the awkward ones more often than by chance. */
final class RandomText {

    private static final String AWKWARD =
            "\u0000\n\r\t\u001b[]\\\"'/<>()$:.;\u007f\u0085\u009b\u202e\u2028\ufeff\ud800\udfff€日";

    private RandomText() {}

    static String of(Random random) {
        var text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append(AWKWARD.charAt(random.nextInt(AWKWARD.length())));
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.appendCodePoint(random.nextInt(0x110000));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }
}
