package dev.testwatch.report;

import dev.testwatch.affected.Reason;

/** Why a test was selected, for a program. */
final class JsonReason {

    private JsonReason() {}

    static void write(Reason reason, JsonLine json) {
        if (reason instanceof Reason.DependsOn dependsOn) {
            json.text("kind", "depends-on").texts("path", dependsOn.path());
            dependsOn.element().ifPresent(element -> json.text("element", element));
        } else if (reason instanceof Reason.Undecidable undecidable) {
            json.text("kind", "undecidable").text("why", undecidable.why());
        } else {
            json.text("kind", kind(reason));
        }
    }

    private static String kind(Reason reason) {
        if (reason instanceof Reason.Changed) {
            return "changed";
        } else if (reason instanceof Reason.FailedBefore) {
            return "failed-before";
        } else if (reason instanceof Reason.Swept) {
            return "swept";
        } else if (reason instanceof Reason.NeverRun) {
            return "never-run";
        }
        return "asked";
    }
}
