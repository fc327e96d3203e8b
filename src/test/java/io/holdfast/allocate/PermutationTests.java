package io.holdfast.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTests {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 64, 65, 1000, 100_003})
    void eachNumberOnce(long size) {
        Permutation permutation = new Permutation(size, 42);
        assertThat(LongStream.range(0, size).map(permutation::at).sorted().toArray())
                .isEqualTo(LongStream.range(0, size).toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, 100_003})
    void theKeyDecidesTheOrder(long size) {
        long[] one = LongStream.range(0, 50).map(new Permutation(size, 1)::at).toArray();
        long[] two = LongStream.range(0, 50).map(new Permutation(size, 2)::at).toArray();
        assertThat(one).isNotEqualTo(two).isNotEqualTo(LongStream.range(0, 50).toArray());
        assertThat(LongStream.range(0, 50).map(new Permutation(size, 1)::at).toArray())
                .isEqualTo(one);
    }
}
