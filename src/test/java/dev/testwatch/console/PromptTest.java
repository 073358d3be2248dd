package dev.testwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testwatch.console.Key.Press;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptTest {

    private final Suggestions suggestions = new Suggestions("shop.PriceTest", "shop.PriceListTest", "shop.MoneyTest");

    @Test
    void enterUsesTheTypedText() {
        assertThat(step("p", "r", "i", "Enter")).isEqualTo(new Prompt.Step.Used("pri"));
    }

    @Test
    void enterOnNothingUsesNothingAndSoClearsTheFilter() {
        assertThat(step("Enter")).isEqualTo(new Prompt.Step.Used(""));
        assertThat(Prompt.Kind.CLASSES.command("")).isEqualTo(new Command.FilterClasses(""));
    }

    @Test
    void enterUsesTheChosenSuggestion() {
        assertThat(step("p", "r", "i", "Down", "Down", "Enter")).isEqualTo(new Prompt.Step.Used("shop.PriceListTest"));
        assertThat(step("p", "r", "i", "Down", "Down", "Up", "Up", "Enter")).isEqualTo(new Prompt.Step.Used("pri"));
    }

    @Test
    void theArrowsStopAtTheEnds() {
        assertThat(editing("m", "o", "Down", "Down", "Down").choice())
                .hasValue(new Prompting.Match("shop.MoneyTest", 14));
        assertThat(editing("x", "x", "Down").choice()).isEmpty();
    }

    @Test
    void escLeaves() {
        assertThat(step("p", "Esc")).isEqualTo(new Prompt.Step.Left());
        assertThat(step("p", "Ctrl-C")).isEqualTo(new Prompt.Step.Left());
    }

    @Test
    void tabCompletesToWhatAllHaveInCommonAndThenChooses() {
        assertThat(editing("p", "r", "i", "Tab").text()).isEqualTo("shop.Price");
        Prompt second = editing("p", "r", "i", "Tab", "Tab");
        assertThat(second.text()).isEqualTo("shop.Price");
        assertThat(second.choice()).hasValue(new Prompting.Match("shop.PriceTest", 14));
        assertThat(editing("p", "r", "i", "Tab", "Tab", "Tab").text()).isEqualTo("shop.PriceTest");
    }

    @Test
    void tabCompletesToTheChosenOrTheOnlyOne() {
        assertThat(editing("p", "Down", "Down", "Tab").text()).isEqualTo("shop.PriceListTest");
        assertThat(editing("m", "o", "n", "Tab").text()).isEqualTo("shop.MoneyTest");
        assertThat(editing("x", "x", "Tab").text()).isEqualTo("xx");
    }

    @Test
    void typingAsksForSuggestionsOncePerText() {
        Prompt prompt = editing("m", "o");
        assertThat(prompt.matches()).extracting(Prompting.Match::text).containsExactly("shop.MoneyTest");
        assertThat(suggestions.asked).containsExactly("", "m", "mo");
        on(prompt, "Down", "Left", "F5", "Ctrl-X");
        assertThat(suggestions.asked).hasSize(3);
    }

    @Test
    void whatIsChosenStaysChosenWhenThereIsSomethingElseToSuggest() {
        Prompt prompt = editing("p", "r", "i", "Down", "Down");
        var more = new Suggestions("shop.NewPriceTest", "shop.PriceTest", "shop.PriceListTest");
        assertThat(prompt.refreshed(more).choice()).isEqualTo(prompt.choice()).isPresent();
        assertThat(prompt.refreshed(more).matches()).hasSize(3);
        assertThat(prompt.refreshed(new Suggestions("shop.PriceTest")).choice()).isEmpty();
    }

    @Test
    void namesAreAskedForNames() {
        Prompt prompt = Prompt.open(Prompt.Kind.NAMES, List.of(), suggestions);
        assertThat(prompt.matches()).containsExactly(new Prompting.Match("a name", 1));
        assertThat(prompt.kind().command("x")).isEqualTo(new Command.FilterNames("x"));
    }

    @Test
    void whatIsTypedAtAPromptMeansWhatItMeansAsALine() {
        assertThat(Prompt.Kind.COMMAND.command("faild"))
                .isEqualTo(LineCommands.parse("faild"))
                .isEqualTo(new Command.Unknown("faild", Optional.of("failed")));
        assertThat(Prompt.Kind.CLASSES.command("Price["))
                .isEqualTo(LineCommands.parse("filter Price["))
                .isEqualTo(new Command.FilterClasses("Price["));
        assertThat(Prompt.Kind.NAMES.command("(rounds"))
                .isEqualTo(LineCommands.parse("name (rounds"))
                .isEqualTo(new Command.FilterNames("(rounds"));
        assertThat(Prompt.Kind.TAGS.command("fast & (db"))
                .isEqualTo(LineCommands.parse("tags fast & (db"))
                .isEqualTo(new Command.FilterTags("fast & (db"));
    }

    @Test
    void textCanBeTakenAway() {
        assertThat(editing("a", "\ud83d\ude00", "Backspace").text()).isEqualTo("a");
        assertThat(editing("Backspace").text()).isEmpty();
        assertThat(editing("a", "b", "Ctrl-U").text()).isEmpty();
        assertThat(editing("a", "Space", "b", "c", "Ctrl-W").text()).isEqualTo("a ");
        assertThat(editing("a", "Space", "b", "Ctrl-W", "Ctrl-W").text()).isEmpty();
        assertThat(editing("a", ".", "b", "Ctrl-W").text()).isEqualTo("a.");
    }

    @Test
    void upOnEmptyRecallsEarlierTexts() {
        assertThat(editing("Up").text()).isEqualTo("latest");
        assertThat(editing("Up", "Up").text()).isEqualTo("older");
        assertThat(editing("Up", "Up", "Up").text()).isEqualTo("older");
        assertThat(editing("Up", "Up", "Down").text()).isEqualTo("latest");
        assertThat(editing("Up", "Down").text()).isEmpty();
        assertThat(editing("Up", "x", "Up").text()).isEqualTo("latestx");
        assertThat(editing("z", "Up").text()).isEqualTo("z");
    }

    @Test
    void aPasteTypesItsFirstLineWithoutControlCharacters() {
        Prompt.Step step = open().on(new Key.Paste("\n shop.\u001b[31mMoney\t\nsecond\n"), suggestions);
        assertThat(((Prompt.Step.Editing) step).prompt().text()).isEqualTo("shop.[31mMoney");
    }

    @Test
    void anEndlessTextIsNotTaken() {
        Prompt.Step step = open().on(new Key.Paste("x".repeat(5_000)), suggestions);
        assertThat(((Prompt.Step.Editing) step).prompt().text()).isEmpty();
    }

    private Prompt open() {
        return Prompt.open(Prompt.Kind.CLASSES, List.of("latest", "older"), suggestions);
    }

    private Prompt editing(String... names) {
        return ((Prompt.Step.Editing) step(names)).prompt();
    }

    private Prompt.Step step(String... names) {
        return on(open(), names);
    }

    private Prompt.Step on(Prompt prompt, String... names) {
        Prompt.Step step = new Prompt.Step.Editing(prompt);
        for (String name : names) {
            step = ((Prompt.Step.Editing) step).prompt().on(new Press(name), suggestions);
        }
        return step;
    }
}
