package io.holdfast.allocate;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/** Large numbers by chance. */
final class Chance {

    private Chance() {}

    /** From 0 to {@code bound - 1}, all alike; {@code bound} is at least 1. */
    static BigInteger below(BigInteger bound, RandomGenerator random) {
        if (bound.bitLength() < Long.SIZE) {
            return BigInteger.valueOf(random.nextLong(bound.longValueExact()));
        }
        byte[] bytes = new byte[bound.bitLength() / Byte.SIZE + 1];
        BigInteger number;
        do {
            random.nextBytes(bytes);
            number = new BigInteger(1, bytes).mod(BigInteger.ONE.shiftLeft(bound.bitLength()));
        } while (number.compareTo(bound) >= 0);
        return number;
    }
}
