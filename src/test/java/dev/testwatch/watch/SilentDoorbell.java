package dev.testwatch.watch;

/** One that never rings by itself: whoever has its ear may. */
record SilentDoorbell() implements Doorbell {

    @Override
    public boolean isIntact() {
        return true;
    }

    @Override
    public void close() {}
}
