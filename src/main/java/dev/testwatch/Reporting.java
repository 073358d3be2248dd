package dev.testwatch;

import dev.testwatch.console.Also;
import dev.testwatch.console.ConsoleReporter;
import dev.testwatch.console.LinesReporter;
import dev.testwatch.console.Notifier;
import dev.testwatch.console.PlainReporter;
import dev.testwatch.console.ReportFiles;
import dev.testwatch.console.Seat;
import dev.testwatch.console.VerboseReporter;
import dev.testwatch.report.AgentText;
import dev.testwatch.report.Attention;
import dev.testwatch.report.ConsoleText;
import dev.testwatch.report.Json;
import dev.testwatch.report.PlainText;
import dev.testwatch.report.Reporter;
import dev.testwatch.report.Sources;
import dev.testwatch.report.TeamCity;
import dev.testwatch.report.Theme;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that is told of what happens, as the options have it: to the user, and to whoever listens beside. */
final class Reporting implements AutoCloseable {

    private final Reporter reporter;
    private final Optional<ReportFiles> files;

    private final Runnable last;

    private Reporting(Reporter reporter, Optional<ReportFiles> files, Runnable last) {
        this.reporter = reporter;
        this.files = files;
        this.last = last;
    }

    static Reporting of(Options options, Seat seat, Sources sources, Map<String, String> environment) {
        var teamCity = new TeamCity(sources);
        Reporter told = user(options, seat, sources, teamCity);
        Reporter user = options.verbose() ? new VerboseReporter(told) : told;
        Optional<ReportFiles> files = options.reports()
                .map(directory ->
                        ReportFiles.in(directory, text -> seat.printError(List.of("[testwatch] warning: " + text))));
        Reporter withFiles =
                files.<Reporter>map(beside -> new Also(user, beside::take)).orElse(user);
        Attention.When when = options.notifying(seat.interactive());
        return new Reporting(
                when == Attention.When.OFF
                        ? withFiles
                        : new Also(withFiles, Notifier.at(seat, environment, when)::take),
                files,
                () -> seat.print(teamCity.end()));
    }

    Reporter reporter() {
        return reporter;
    }

    private static Reporter user(Options options, Seat seat, Sources sources, TeamCity teamCity) {
        return switch (options.reporter()) {
            case JSON -> new LinesReporter(seat, new Json(sources)::lines);
            case TEAMCITY -> new LinesReporter(seat, teamCity::lines);
            case AGENT -> new LinesReporter(seat, new AgentText(sources)::lines);
            case PLAIN -> plain(seat, sources);
            case CONSOLE -> seat.interactive() ? console(options, seat, sources) : plain(seat, sources);
        };
    }

    private static Reporter plain(Seat seat, Sources sources) {
        return new PlainReporter(seat, new PlainText(sources));
    }

    private static Reporter console(Options options, Seat seat, Sources sources) {
        boolean colour = seat.colour() && options.colour();
        return new ConsoleReporter(
                seat,
                new ConsoleText(
                        sources,
                        () -> new Theme(seat.width(), colour, seat.unicode(), seat.hyperlinks()),
                        Clock.system(ZoneId.systemDefault())),
                options.clear());
    }

    /** Says what is left to say, and waits until what is to be kept is written. For the thread that told all before. */
    @Override
    public void close() {
        last.run();
        files.ifPresent(ReportFiles::close);
    }
}
