package dev.testwatch.fork;

import dev.testwatch.worker.BootClass;
import dev.testwatch.worker.FileHooks;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the classes of a JDK through which all files are opened tell {@link BootClass} of each file, before they do
 * anything with it, and those through which all methods and constructors of classes are looked at tell of each class, also
 * if the JDK knows the answer already. What a JDK does not have is left out: a fork finds out by itself whether it sees enough.
 */
final class JdkHooks {

    /** To be counted up with each change of what is hooked, or how. */
    static final int VERSION = 2;

    private static final String PROVIDER = "sun/nio/fs/UnixFileSystemProvider";
    private static final String FILE = "java/io/File";
    private static final String PATH = "(Ljava/nio/file/Path;";
    private static final String TWO_PATHS = "(Ljava/nio/file/Path;Ljava/nio/file/Path;";
    private static final String PATH_AND_OPTIONS = "(Ljava/nio/file/Path;Ljava/util/Set;";

    private static final Touch CHECKS_ITSELF = new Touch(0, FileHooks.CHECKED);
    private static final Touch CHECKS = new Touch(1, FileHooks.CHECKED);
    private static final Touch READS = new Touch(1, FileHooks.READ);
    private static final Touch WRITES = new Touch(1, FileHooks.WRITTEN);
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
    private static final Touch LOOKS = new Touch(0, FileHooks.MEMBERS);
    private static final Touch LOOKS_THERE = new Touch(1, FileHooks.MEMBERS);
    private static final Touch OPENS = new Touch(1, FileHooks.SECOND_ARGUMENT);

    private static final List<Hook> HOOKS = Stream.of(
                    Stream.of(
                            new Hook("java/io/FileInputStream", "open", "(Ljava/lang/String;)", READS),
                            new Hook("java/io/FileOutputStream", "open", "(Ljava/lang/String;Z)", WRITES),
                            new Hook("java/io/RandomAccessFile", "open", "(Ljava/lang/String;I)", OPENS),
                            new Hook("java/lang/ProcessBuilder", "start", "([", new Touch(0, FileHooks.STARTED)),
                            new Hook("sun/nio/fs/UnixPath", "toRealPath", "(", CHECKS_ITSELF)),
                    Stream.of(
                                    "exists",
                                    "isDirectory",
                                    "isFile",
                                    "isHidden",
                                    "length",
                                    "lastModified",
                                    "canRead",
                                    "canWrite",
                                    "canExecute")
                            .map(name -> new Hook(FILE, name, "()", CHECKS_ITSELF)),
                    Stream.of(
                            new Hook(FILE, "list", "()", new Touch(0, FileHooks.LISTED)),
                            new Hook(FILE, "normalizedList", "()", new Touch(0, FileHooks.LISTED)),
                            new Hook(FILE, "mkdir", "()", new Touch(0, FileHooks.MADE)),
                            new Hook(FILE, "createNewFile", "()", new Touch(0, FileHooks.WRITTEN)),
                            new Hook(FILE, "delete", "()", new Touch(0, FileHooks.WRITTEN)),
                            new Hook(
                                    FILE,
                                    "renameTo",
                                    "(Ljava/io/File;)",
                                    new Touch(0, FileHooks.READ),
                                    new Touch(0, FileHooks.WRITTEN),
                                    new Touch(1, FileHooks.MADE))),
                    Stream.of("newByteChannel", "newFileChannel", "newAsynchronousFileChannel")
                            .map(name -> new Hook(PROVIDER, name, PATH_AND_OPTIONS, OPENS)),
                    Stream.of(
                                    "checkAccess",
                                    "readAttributes",
                                    "readAttributesIfExists",
                                    "getFileAttributeView",
                                    "exists",
                                    "isDirectory",
                                    "isRegularFile",
                                    "isReadable",
                                    "isWritable",
                                    "isExecutable",
                                    "readSymbolicLink")
                            .map(name -> new Hook(PROVIDER, name, PATH, CHECKS)),
                    Stream.of(
                            new Hook(PROVIDER, "newDirectoryStream", PATH, new Touch(1, FileHooks.LISTED)),
                            new Hook(PROVIDER, "implDelete", PATH, WRITES),
                            new Hook(PROVIDER, "createDirectory", PATH, new Touch(1, FileHooks.MADE)),
                            new Hook(PROVIDER, "createSymbolicLink", TWO_PATHS, WRITES),
                            new Hook(PROVIDER, "createLink", TWO_PATHS, new Touch(2, FileHooks.READ), WRITES),
                            new Hook(PROVIDER, "isSameFile", TWO_PATHS, CHECKS, new Touch(2, FileHooks.CHECKED)),
                            new Hook(PROVIDER, "copy", TWO_PATHS, READS, new Touch(2, FileHooks.MADE)),
                            new Hook(PROVIDER, "move", TWO_PATHS, READS, WRITES, new Touch(2, FileHooks.MADE))),
                    Stream.of("privateGetDeclaredMethods", "privateGetPublicMethods", "privateGetDeclaredConstructors")
                            .map(name -> new Hook("java/lang/Class", name, "(", LOOKS)),
                    Stream.of("findVirtual", "findStatic", "findConstructor", "findSpecial")
                            .map(name -> new Hook(LOOKUP, name, "(Ljava/lang/Class;", LOOKS_THERE)),
                    Stream.of(new Hook(LOOKUP, "bind", "(Ljava/lang/Object;", LOOKS_THERE)))
            .flatMap(hooks -> hooks)
            .toList();

    private JdkHooks() {}

    /**
     * A method that tells.
     *
     * @param parameters how its descriptor begins
     */
    private record Hook(String type, String method, String parameters, List<Touch> touches) {
        Hook(String type, String method, String parameters, Touch... touches) {
            this(type, method, parameters, List.of(touches));
        }

        boolean isAbout(int access, String name, String descriptor) {
            int without = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE;
            return (access & without) == 0 && method.equals(name) && descriptor.startsWith(parameters);
        }
    }

    /** What it tells of: the local variable with the file, and what is done to that. */
    private record Touch(int file, String how) {}

    /**
     * The classes as {@link FileHooks} reads them.
     *
     * @param home of the JDK
     * @throws IOException if its classes cannot be found or read
     */
    static byte[] of(Path home) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (FileSystem jdk = FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()))) {
            Map<String, List<Hook>> byType =
                    HOOKS.stream().collect(Collectors.groupingBy(Hook::type, LinkedHashMap::new, Collectors.toList()));
            for (Map.Entry<String, List<Hook>> one : byType.entrySet()) {
                Path file = jdk.getPath("/modules/java.base/" + one.getKey() + ".class");
                if (Files.exists(file)) {
                    classes.put(one.getKey(), hooked(Files.readAllBytes(file), one.getValue()));
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("cannot make sense of the classes in " + home, e);
        }
        return written(classes);
    }

    private static byte[] written(Map<String, byte[]> classes) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(classes.size());
        for (Map.Entry<String, byte[]> one : classes.entrySet()) {
            out.writeUTF(one.getKey().replace('/', '.'));
            out.writeInt(one.getValue().length);
            out.write(one.getValue());
        }
        return bytes.toByteArray();
    }

    private static byte[] hooked(byte[] bytes, List<Hook> hooks) {
        var reader = new ClassReader(bytes);
        var writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
                        List<Touch> touches = hooks.stream()
                                .filter(hook -> hook.isAbout(access, name, descriptor))
                                .flatMap(hook -> hook.touches().stream())
                                .toList();
                        return touches.isEmpty() ? code : telling(code, touches, descriptor);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static MethodVisitor telling(MethodVisitor code, List<Touch> touches, String descriptor) {
        return new MethodVisitor(Opcodes.ASM9, code) {
            @Override
            public void visitCode() {
                super.visitCode();
                touches.forEach(touch -> {
                    super.visitVarInsn(Opcodes.ALOAD, touch.file());
                    push(touch.how());
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC, BootClass.NAME, BootClass.TOUCH, BootClassFile.TOUCH_CALL, false);
                });
            }

            private void push(String how) {
                if (!how.equals(FileHooks.SECOND_ARGUMENT)) {
                    super.visitLdcInsn(how);
                } else if (descriptor.startsWith(PATH_AND_OPTIONS)) {
                    super.visitVarInsn(Opcodes.ALOAD, 2);
                } else {
                    super.visitVarInsn(Opcodes.ILOAD, 2);
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
                }
            }

            @Override
            public void visitMaxs(int stack, int locals) {
                super.visitMaxs(Math.max(stack, 2), locals);
            }
        };
    }
}
