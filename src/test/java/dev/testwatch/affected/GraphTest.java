package dev.testwatch.affected;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random graphs against the obvious way to compute the same. */
class GraphTest {

    private static final int GRAPHS = 400;

    @Test
    void aKeyChangesExactlyForThoseThatReachTheChange() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            RandomGraph graph = new RandomGraph(seed);
            Graph before = graph.build();
            int changed = graph.random.nextInt(graph.nodes);
            graph.contents[changed]++;
            Graph after = graph.build();
            for (int node = 0; node < graph.nodes; node++) {
                assertThat(after.key(node) != before.key(node))
                        .as("seed %s: key of %s after a change of %s", seed, node, changed)
                        .isEqualTo(graph.reaches(node).get(changed));
            }
            graph.contents[changed]--;
            assertSameKeys(seed, before, graph.build());
        }
    }

    @Test
    void aKeyChangesForAllThatReachANewEdgeToSomethingNewAndForNobodyElse() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            RandomGraph graph = new RandomGraph(seed);
            Graph before = graph.build();
            int from = graph.random.nextInt(graph.nodes);
            int to = graph.random.nextInt(graph.nodes);
            boolean newForIt = !graph.reaches(from).get(to);
            List<BitSet> reached = new ArrayList<>();
            for (int node = 0; node < graph.nodes; node++) {
                reached.add(graph.reaches(node));
            }
            graph.edge(from, to);
            Graph after = graph.build();
            for (int node = 0; node < graph.nodes; node++) {
                boolean sees = reached.get(node).get(from);
                if (!sees) {
                    assertThat(after.key(node))
                            .as("seed %s, node %s", seed, node)
                            .isEqualTo(before.key(node));
                } else if (newForIt && !reached.get(node).get(to)) {
                    assertThat(after.key(node))
                            .as("seed %s, node %s", seed, node)
                            .isNotEqualTo(before.key(node));
                }
            }
        }
    }

    @Test
    void keysDoNotDependOnNumbersOrOrder() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            RandomGraph graph = new RandomGraph(seed);
            int nodes = graph.nodes;
            long[] contents = new long[nodes];
            int[] from = new int[graph.edges];
            int[] to = new int[graph.edges];
            for (int node = 0; node < nodes; node++) {
                contents[nodes - 1 - node] = graph.contents[node];
            }
            for (int i = 0; i < graph.edges; i++) {
                from[graph.edges - 1 - i] = nodes - 1 - graph.from[i];
                to[graph.edges - 1 - i] = nodes - 1 - graph.to[i];
            }
            Graph mirrored = Graph.of(contents, from, to, graph.edges);
            Graph straight = graph.build();
            for (int node = 0; node < nodes; node++) {
                assertThat(mirrored.key(nodes - 1 - node)).as("seed %s", seed).isEqualTo(straight.key(node));
            }
        }
    }

    @Test
    void otherContentsGiveTheKeysThatANewGraphHas() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            RandomGraph graph = new RandomGraph(seed);
            Graph edited = graph.build();
            for (int edit = 0; edit < 5; edit++) {
                int[] nodes = graph.random
                        .ints(graph.random.nextInt(4), 0, graph.nodes)
                        .distinct()
                        .toArray();
                for (int node : nodes) {
                    graph.contents[node] = graph.random.nextInt(3);
                }
                edited.change(
                        nodes,
                        IntStream.of(nodes)
                                .mapToLong(node -> graph.contents[node])
                                .toArray());
                assertSameKeys(seed, graph.build(), edited);
            }
        }
    }

    @Test
    void nodesAndEdgesThatComeAndGoGiveWhatANewGraphHas() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            RandomGraph graph = new RandomGraph(seed);
            BitSet marked = new BitSet();
            for (int i = 0; i < graph.nodes; i += 3) {
                marked.set(i);
            }
            Graph edited = graph.build(marked);
            for (int edit = 0; edit < 30; edit++) {
                EdgeList removed = graph.removeSome();
                int before = graph.nodes;
                graph.grow(graph.random.nextInt(5) == 0 ? 2 : 0);
                EdgeList added = new EdgeList();
                for (int i = graph.random.nextInt(4); i > 0; i--) {
                    int user = graph.random.nextInt(graph.nodes);
                    int used = graph.random.nextInt(graph.nodes);
                    graph.edge(user, used);
                    added.add(user, used);
                }
                int[] nodes = IntStream.concat(
                                IntStream.range(before, graph.nodes),
                                graph.random.ints(graph.random.nextInt(2), 0, before))
                        .toArray();
                for (int node : nodes) {
                    graph.contents[node] = graph.random.nextInt(3);
                }
                long[] values = IntStream.of(nodes)
                        .mapToLong(node -> graph.contents[node])
                        .toArray();
                edited.change(graph.nodes, added.without(removed), removed.without(added), nodes, values);
                assertSameKeys(seed, graph.build(marked), edited);
                BitSet target = new BitSet();
                target.set(graph.random.nextInt(graph.nodes));
                assertThat(edited.reaching(target))
                        .isEqualTo(graph.build(marked).reaching(target));
            }
        }
    }

    @Test
    void listsOfEdgesCountEachEdgeAsOftenAsItIsThere() {
        EdgeList more = new EdgeList();
        EdgeList fewer = new EdgeList();
        for (int i = 0; i < 600; i++) {
            more.add(1, 2);
            more.add(0, i);
        }
        fewer.add(1, 2);
        fewer.add(7, 7);

        EdgeList left = more.without(fewer);

        assertThat(left.count).isEqualTo(1199);
        assertThat(IntStream.range(0, left.count).filter(i -> left.from[i] == 1))
                .hasSize(599);
        assertThat(fewer.without(more).count).isEqualTo(1);
    }

    @Test
    void reachingAndTracesAreRight() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            RandomGraph graph = new RandomGraph(seed);
            BitSet targets = new BitSet();
            targets.set(graph.random.nextInt(graph.nodes));
            targets.set(graph.random.nextInt(graph.nodes));
            Graph built = graph.build();
            BitSet reaching = built.reaching(targets);
            Trace trace = built.trace(targets, new BitSet());
            for (int node = 0; node < graph.nodes; node++) {
                BitSet reached = graph.reaches(node);
                assertThat(reaching.get(node))
                        .as("seed %s, node %s", seed, node)
                        .isEqualTo(reached.intersects(targets));
                assertThat(trace.distance(node))
                        .as("seed %s, node %s", seed, node)
                        .isEqualTo(graph.distance(node, targets));
                List<Integer> path = trace.path(node);
                if (reached.intersects(targets)) {
                    assertThat(path).hasSize(trace.distance(node) + 1).startsWith(node);
                    assertThat(targets.get(path.get(path.size() - 1))).isTrue();
                    for (int i = 1; i < path.size(); i++) {
                        assertThat(graph.hasEdge(path.get(i - 1), path.get(i))).isTrue();
                    }
                } else {
                    assertThat(path).isEmpty();
                }
            }
        }
    }

    @Test
    void aWayThroughAHubIsTheLastChoice() {
        int[] from = {0, 1, 0, 3, 4, 5};
        int[] to = {1, 2, 3, 4, 2, 1};
        BitSet hubs = new BitSet();
        hubs.set(1);
        BitSet targets = new BitSet();
        targets.set(2);

        Trace trace = Graph.of(new long[6], from, to, 6).trace(targets, hubs);

        assertThat(trace.path(0)).containsExactly(0, 3, 4, 2);
        assertThat(trace.path(5)).containsExactly(5, 1, 2);
        assertThat(trace.distance(5)).isGreaterThan(trace.distance(0));
    }

    @Test
    void aLongChainNeedsNoDeepStack() {
        int nodes = 200_000;
        int[] from = new int[nodes];
        int[] to = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            from[i] = i;
            to[i] = (i + 1) % nodes;
        }
        long[] contents = new long[nodes];
        long open = Graph.of(contents, from, to, nodes - 1).key(0);
        contents[nodes - 1] = 1;

        assertThat(Graph.of(contents, from, to, nodes - 1).key(0)).isNotEqualTo(open);
        assertThat(Graph.of(contents, from, to, nodes).key(0))
                .isEqualTo(Graph.of(contents, from, to, nodes).key(7));
    }

    private static void assertSameKeys(int seed, Graph expected, Graph actual) {
        for (int node = 0; node < expected.size(); node++) {
            assertThat(actual.key(node)).as("seed %s, node %s", seed, node).isEqualTo(expected.key(node));
            assertThat(actual.marks(node))
                    .as("seed %s, marks of node %s", seed, node)
                    .isEqualTo(expected.marks(node));
        }
    }

    private static final class RandomGraph {
        final Random random;
        int nodes;
        long[] contents;
        int[] from = new int[400];
        int[] to = new int[400];
        int edges;

        RandomGraph(int seed) {
            random = new Random(seed);
            nodes = 1 + random.nextInt(40);
            contents = random.longs(nodes).toArray();
            int wanted = random.nextInt(3 * nodes);
            for (int i = 0; i < wanted; i++) {
                edge(random.nextInt(nodes), random.nextInt(nodes));
            }
        }

        void grow(int more) {
            nodes += more;
            contents = Arrays.copyOf(contents, nodes);
        }

        EdgeList removeSome() {
            EdgeList removed = new EdgeList();
            for (int i = random.nextInt(4); i > 0 && edges > 0; i--) {
                int gone = random.nextInt(edges--);
                removed.add(from[gone], to[gone]);
                from[gone] = from[edges];
                to[gone] = to[edges];
            }
            return removed;
        }

        void edge(int user, int used) {
            from[edges] = user;
            to[edges++] = used;
        }

        Graph build() {
            return Graph.of(contents, from, to, edges);
        }

        Graph build(BitSet marked) {
            return Graph.of(contents, from, to, edges, marked);
        }

        boolean hasEdge(int user, int used) {
            for (int i = 0; i < edges; i++) {
                if (from[i] == user && to[i] == used) {
                    return true;
                }
            }
            return false;
        }

        /** By going round all edges until nothing new is found. */
        BitSet reaches(int node) {
            BitSet reached = new BitSet();
            reached.set(node);
            for (int before = 0; before != reached.cardinality(); ) {
                before = reached.cardinality();
                for (int i = 0; i < edges; i++) {
                    if (reached.get(from[i])) {
                        reached.set(to[i]);
                    }
                }
            }
            return reached;
        }

        int distance(int node, BitSet targets) {
            BitSet level = new BitSet();
            level.set(node);
            for (int distance = 0; distance <= nodes; distance++) {
                if (level.intersects(targets)) {
                    return distance;
                }
                BitSet next = (BitSet) level.clone();
                for (int i = 0; i < edges; i++) {
                    if (level.get(from[i])) {
                        next.set(to[i]);
                    }
                }
                level = next;
            }
            return Trace.NONE;
        }
    }
}
