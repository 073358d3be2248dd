package dev.testwatch.fork;

import dev.testwatch.worker.Message.Node;
import java.util.List;
import java.util.Optional;

/** For a fork of which nobody wants to hear. */
enum Silence implements Progress {
    INSTANCE;

    @Override
    public void planned(List<Node> tests) {}

    @Override
    public void registered(Node test) {}

    @Override
    public void started(Node test) {}

    @Override
    public void finished(TestResult result) {}

    @Override
    public void ended(String testClass, Optional<Footprint> footprint) {}
}
