package dev.testwatch.loop;

import dev.testwatch.compile.Compiler;
import dev.testwatch.fork.ForkCommand;
import dev.testwatch.project.Module;
import dev.testwatch.project.Project;
import dev.testwatch.project.TestSettings;
import dev.testwatch.worker.Message;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** How the modules' tests are run, by module, as the build has it; those whose tests it skips are missing. */
record Launches(Map<String, Job.Launch> byModule) {

    Launches {
        byModule = Map.copyOf(byModule);
    }

    /**
     * From the classes that the compiler publishes.
     *
     * @param forks how many may live side by side
     * @param recording whether they can say what has run
     */
    static Launches of(Project project, Compiler compiler, int forks, boolean recording) {
        Map<String, Job.Launch> launches = new HashMap<>();
        for (Module module : project.modules()) {
            if (module.tests().skipped().isEmpty()) {
                launches.put(module.name(), launch(module.tests(), compiler, forks, recording));
            }
        }
        return new Launches(launches);
    }

    private static Job.Launch launch(TestSettings tests, Compiler compiler, int forks, boolean recording) {
        List<Path> classPath = compiler.published(tests.classPath());
        List<ForkCommand> commands = IntStream.rangeClosed(1, forks)
                .mapToObj(number -> ForkCommand.of(tests, classPath, number))
                .map(command -> recording ? command : command.withoutRecording())
                .toList();
        return new Job.Launch(commands, tests.includeTags(), tests.excludeTags(), false, Optional.empty());
    }

    boolean has(String module) {
        return byModule.containsKey(module);
    }

    /** The same, with this to be recorded. */
    Map<String, Job.Launch> recording(Optional<Message.Recording> recording) {
        Map<String, Job.Launch> launches = new HashMap<>();
        byModule.forEach((module, launch) -> launches.put(module, launch.with(recording)));
        return Map.copyOf(launches);
    }
}
