package dev.testwatch.worker;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Ignore;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TestName;

/** What {@link WarmUp} is, for tests of JUnit 4. Public, as that wants it. */
// What runs around a test is to be warm too, so it is there although it does nothing.
@SuppressWarnings("JUnit4EmptyMethods")
public final class WarmUpFour {

    @Rule
    public TestName name = new TestName();

    @BeforeClass
    public static void beforeClass() {}

    @Before
    public void before() {}

    @After
    public void after() {}

    @Test
    public void succeeds() {
        assertEquals(4, 2 + 2);
        assertTrue(name.getMethodName().startsWith("succ"));
        assertThrows(IllegalStateException.class, () -> {
            throw new IllegalStateException("expected");
        });
    }

    @Test(expected = IllegalStateException.class)
    public void expectsAnException() {
        throw new IllegalStateException("expected");
    }

    @Test
    public void fails() {
        assertEquals("expected", "actual");
    }

    @Test
    public void isAborted() {
        assumeTrue("not today", false);
    }

    @Test
    @Ignore("never")
    public void isIgnored() {}
}
