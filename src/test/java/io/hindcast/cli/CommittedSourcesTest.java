package io.hindcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommittedSourcesTest {

    private static String bare(String source) {
        return CommittedSources.bare(source.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void commentsAndLayoutMeanNothing() {
        String dense = "class A{int f(int x){return x+1;}}";
        assertThat(bare("""
                /** Of
                 * some use. */
                class A {
                    // One more.
                    int f(int x) {
                        return x /* it is */ + 1; // never two
                    }
                }
                """)).isEqualTo(bare(dense));
        assertThat(bare(dense.replace("\n", "\r\n"))).isEqualTo(bare(dense));
    }

    @Test
    void whatIsComputedCounts() {
        assertThat(bare("return x + 1;")).isNotEqualTo(bare("return x + 2;"));
        assertThat(bare("a + ++b")).isNotEqualTo(bare("a++ + b"));
        assertThat(bare("int x")).isNotEqualTo(bare("intx"));
    }

    @Test
    void literalsAreKeptAsTheyAre() {
        assertThat(bare("f(\"a  b\")")).isNotEqualTo(bare("f(\"a b\")"));
        assertThat(bare("f(\"http://x\")")).isNotEqualTo(bare("f(\"http://y\")"));
        assertThat(bare("f(\"\\\" /* \", 'x') // c")).isEqualTo(bare("f( \"\\\" /* \" ,'x' )"));
        assertThat(bare("f('\"', x /* \" */)")).isEqualTo(bare("f('\"',x)"));
        assertThat(bare("s = \"\"\"\n  a // b\n  \"\"\";")).isNotEqualTo(bare("s = \"\"\"\n  a\n  \"\"\";"));
    }
}
