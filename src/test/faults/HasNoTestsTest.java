// outcome: completed
// state: green
package shop;

/** Is named like a test and holds none. */
class HasNoTestsTest {
    void notATest() {}
}
