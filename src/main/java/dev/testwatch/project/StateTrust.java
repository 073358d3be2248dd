package dev.testwatch.project;

import dev.testwatch.project.StateDirectory.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Whether a directory is what testwatch would have made: a directory, ours, and nobody else's to write to. */
final class StateTrust {

    private StateTrust() {}

    /**
     * Passes if it is and {@code room} bytes can be written there.
     *
     * @throws Refusal if it is not to be trusted, with the remedy
     * @throws IOException if nothing can be written
     */
    static void check(Path directory, int room) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            String what = Files.isSymbolicLink(directory) ? "a symbolic link" : "not a directory";
            throw new Refusal(directory + " is " + what + ", so testwatch does not use it: remove it", false);
        }
        if (StateDirectory.isPosix(directory)) {
            permissions(directory);
        }
        Path probe = directory.resolve(".probe-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + StateDirectory.TEMPORARY);
        try {
            try (FileChannel out = StateFile.create(probe)) {
                StateFile.write(out, ByteBuffer.allocate(room));
            }
            owner(directory, probe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void permissions(Path directory) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> permissions = attributes.permissions();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new Refusal(
                    "Others can write to " + directory + " (" + PosixFilePermissions.toString(permissions)
                            + "), so testwatch does not trust what is in there: remove it",
                    false);
        }
    }

    /** Who makes a file owns it, so a file that was just made says who we are. */
    private static void owner(Path directory, Path ours) throws IOException {
        if (!StateDirectory.isPosix(directory)) {
            return; // a new file may belong to a group of administrators there
        }
        UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
        UserPrincipal self = Files.getOwner(ours, LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(self)) {
            throw new Refusal(
                    directory + " belongs to " + owner.getName() + ", not to " + self.getName()
                            + ", so testwatch does not trust what is in there: remove it, or start testwatch as "
                            + owner.getName(),
                    false);
        }
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
        if (!Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS).equals(mine)) {
            Files.setPosixFilePermissions(directory, mine);
        }
    }
}
