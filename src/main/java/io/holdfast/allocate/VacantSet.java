package io.holdfast.allocate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** A bit for each member; handed out in ascending order round and round, or by chance. */
final class VacantSet implements Vacants {

    private final int members;
    private final boolean byChance;
    private final RandomGenerator random;
    /** Those that never had a lease, and those whose lease is over. */
    private final BitSet fresh = new BitSet();

    private final BitSet former = new BitSet();
    private int size;
    private int cursor;

    VacantSet(int members, boolean byChance, RandomGenerator random) {
        this.members = members;
        this.byChance = byChance;
        this.random = random;
    }

    @Override
    public void add(int member, boolean hadLease) {
        if (!fresh.get(member) && !former.get(member)) {
            (hadLease ? former : fresh).set(member);
            size++;
        }
    }

    @Override
    public void remove(int member) {
        if (fresh.get(member) || former.get(member)) {
            fresh.clear(member);
            former.clear(member);
            size--;
        }
    }

    @Override
    public int[] take(int most) {
        int[] taken = new int[Math.min(most, size)];
        int count = 0;
        BitSet source = fresh.isEmpty() ? former : fresh;
        while (count < taken.length) {
            int next = source.nextSetBit(byChance ? random.nextInt(members) : cursor);
            if (next < 0) {
                next = source.nextSetBit(0);
            }
            if (next < 0) {
                break; // those that had a lease are for another time
            }
            remove(next);
            taken[count++] = next;
            cursor = next + 1;
        }
        return Arrays.copyOf(taken, count);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void jump() {
        cursor = random.nextInt(members);
    }
}
