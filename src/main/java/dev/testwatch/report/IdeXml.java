package dev.testwatch.report;

/** The definitions of those development tools that keep theirs in XML. */
final class IdeXml {

    private IdeXml() {}

    /** A file for {@code tools} in the directory of IntelliJ's configuration. */
    static String idea(Ide.Launch launch) {
        return """
            <toolSet name="testwatch">
              <tool name="testwatch %s" description="runs the tests that a save can affect" \
            showInMainMenu="true" showInEditor="false" showInProject="false" showInSearchPopup="true" \
            disabled="false" useConsole="true" showConsoleOnStdOut="false" showConsoleOnStdErr="true" \
            synchronizeAfterRun="false">
                <exec>
                  <option name="COMMAND" value="%s" />
                  <option name="PARAMETERS" value="%s" />
                  <option name="WORKING_DIRECTORY" value="%s" />
                </exec>
                <filter>
                  <option name="NAME" value="compiler" />
                  <option name="DESCRIPTION" value="path:line:column: error" />
                  <option name="REGEXP" value="$FILE_PATH$:$LINE$:$COLUMN$: .*" />
                </filter>
                <filter>
                  <option name="NAME" value="failure" />
                  <option name="DESCRIPTION" value="path:line" />
                  <option name="REGEXP" value="\\s+$FILE_PATH$:$LINE$" />
                </filter>
              </tool>
            </toolSet>
            """.formatted(value(launch.name()), value(launch.java()), parameters(launch), value(launch.root()));
    }

    /** A file with the ending {@code .launch}, for an external tool. */
    static String eclipse(Ide.Launch launch) {
        return """
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <launchConfiguration type="org.eclipse.ui.externaltools.ProgramLaunchConfigurationType">
                <listAttribute key="org.eclipse.debug.ui.favoriteGroups">
                    <listEntry value="org.eclipse.ui.externaltools.launchGroup"/>
                </listAttribute>
                <stringAttribute key="org.eclipse.ui.externaltools.ATTR_LOCATION" value="%s"/>
                <stringAttribute key="org.eclipse.ui.externaltools.ATTR_TOOL_ARGUMENTS" value="%s"/>
                <stringAttribute key="org.eclipse.ui.externaltools.ATTR_WORKING_DIRECTORY" value="%s"/>
            </launchConfiguration>
            """.formatted(value(launch.java()), parameters(launch), value(launch.root()));
    }

    /** The project is the working directory, so that no path stands here that could end in a backslash. */
    private static String parameters(Ide.Launch launch) {
        return value("-jar \"" + launch.jar().replace("\"", "\\\"") + "\" " + String.join(" ", Ide.OPTIONS));
    }

    private static String value(String text) {
        var ascii = new StringBuilder();
        XmlText.attribute(text).codePoints().forEach(c -> {
            if (c < 0x7f) {
                ascii.appendCodePoint(c);
            } else {
                ascii.append("&#").append(c).append(';');
            }
        });
        return ascii.toString();
    }
}
