// outcome: completed
// state: green
package shop;

import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Changes what belongs to the whole JVM. */
class TurnsEverythingRoundTest {
    @Test
    void misbehaves() {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        System.setProperty("user.dir", "/");
        System.setProperty("line.separator", "|");
        System.setProperty("file.encoding", "UTF-16");
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
    }
}
