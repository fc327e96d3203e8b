package io.holdfast.allocate;

/** How many addresses pools have, and how many of them nobody has or is offered. */
public record PoolUse(int members, int vacant) {

    public static final PoolUse NONE = new PoolUse(0, 0);

    public PoolUse plus(PoolUse other) {
        return new PoolUse(members + other.members, vacant + other.vacant);
    }

    /** From 0 to 1. */
    public double share() {
        return members == 0 ? 0 : (members - vacant) / (double) members;
    }
}
