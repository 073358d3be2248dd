// outcome: completed
// state: green
package shop;

import java.net.SocketPermission;
import java.security.Permission;
import org.junit.jupiter.api.Test;

/** Forbids everything, where the JVM still lets it. */
class DeniesEverythingTest {
    @Test
    @SuppressWarnings("removal")
    void misbehaves() {
        try {
            System.setSecurityManager(new SecurityManager() {
                @Override
                public void checkPermission(Permission permission) {
                    if (permission instanceof SocketPermission
                            || permission.getName().startsWith("exitVM")) {
                        throw new SecurityException("denied: " + permission);
                    }
                }
            });
        } catch (UnsupportedOperationException e) {
            System.out.println("newer JVMs know better");
        }
    }
}
