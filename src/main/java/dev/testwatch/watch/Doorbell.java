package dev.testwatch.watch;

import dev.testwatch.chaos.Chaos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Rings when something may have happened. It may ring too often, and may fail to ring; contents decide. */
interface Doorbell extends AutoCloseable {

    /** Whether the directories that it hangs on are still those that it was hung on. */
    boolean isIntact();

    @Override
    void close();

    /** Where a doorbell rings; called on any thread. */
    interface Ear {

        /**
         * Something may have happened to the path.
         *
         * @param directory whether it is known to be a directory
         */
        void rang(Path path, boolean directory);

        /** Events were lost, or none will come any more. */
        void broke(Throwable cause);

        /** An ear that what does not get through does not reach. */
        default Ear hearing(Chaos chaos) {
            Ear whole = this;
            return new Ear() {
                @Override
                public void rang(Path path, boolean directory) {
                    if (chaos.hears(path)) {
                        whole.rang(path, directory);
                    }
                }

                @Override
                public void broke(Throwable cause) {
                    whole.broke(cause);
                }
            };
        }
    }

    /**
     * What to listen to.
     *
     * @param links symbolic links below the roots that are followed
     * @param aliases directories that are not entered, because they are under another path
     */
    record Hearing(Scope scope, Set<Path> links, Set<Path> aliases) {

        public Hearing {
            links = Set.copyOf(links);
            aliases = Set.copyOf(aliases);
        }
    }

    /** Makes doorbells. */
    interface Maker {

        /**
         * Hangs a doorbell: when this returns, what happens from now on rings.
         *
         * @throws IOException when the system refuses
         */
        Doorbell arm(Hearing hearing, Ear ear) throws IOException;
    }
}
