package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PieceTest {

    @Test
    void aNameLeadsBackToThePiece() {
        for (List<Integer> way : List.of(List.<Integer>of(), List.of(0), List.of(12, 0, 3))) {
            Piece piece = new Piece("run(I)Ljava/lang/String;", way);

            assertThat(Piece.of(piece.name())).contains(piece);
        }
    }

    @Test
    void namesOfOtherPartsAreNoPieces() {
        for (String name : List.of("", Elements.SHAPE, Elements.REACH, "run()V", "a#1()I", "#()La#1;", "#", "1")) {
            assertThat(Piece.of(name)).as(name).isEmpty();
        }
    }

    @Test
    void peopleAreToldInWhichMethodALambdaIs() {
        assertThat(PartName.of("shop.Money", new Piece("add(I)V", List.of()).name()))
                .isEqualTo("Money.add(int)");
        assertThat(PartName.of("shop.Money", new Piece("add(I)V", List.of(1)).name()))
                .isEqualTo("lambda in Money.add(int)");
    }
}
