package io.holdfast.allocate;

import io.holdfast.address.IpAddress;
import io.holdfast.lease.Vacancy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The note that a picker has of what is vacant in its pools, once that is worth knowing: made by a {@link Survey} beside the
 * traffic, kept by whatever is granted and given back here. When it runs out, others may have given back something: it wants
 * another survey. For one thread at a time.
 */
final class KnownVacancies {

    /** Addresses looked at together before they are handed out. */
    private static final int AT_ONCE = 256;

    /** Pools of at most as many addresses are searched while clients wait, even when the note says there is nothing. */
    private static final int QUICKLY_SEARCHED = 4096;

    /** Seconds between two surveys at least. */
    private static final long PAUSE = 3;

    private final @Nullable Members members;
    private final Function<Members, Vacants> kind;
    private final RandomGenerator random;
    private @Nullable Vacants vacants;
    private @Nullable Survey survey;
    private boolean complete;
    private boolean wanted;
    private long notBefore = Long.MIN_VALUE;

    /**
     * @param members absent when there are too many for a note of each
     * @param kind makes what remembers them, when it is needed
     * @param wanted whether to begin at once
     */
    KnownVacancies(@Nullable Members members, Function<Members, Vacants> kind, boolean wanted, RandomGenerator random) {
        this.members = members;
        this.kind = kind;
        this.random = random;
        this.wanted = wanted && members != null;
    }

    /** Some that are believed vacant, and are no longer noted as such; empty when nothing is known. */
    List<IpAddress> take() {
        if (vacants == null || members == null || vacants.size() == 0) {
            return List.of();
        }
        int[] numbers = vacants.take(AT_ONCE);
        List<IpAddress> addresses = new ArrayList<>(numbers.length);
        for (int number : numbers) {
            addresses.add(members.at(number));
        }
        return addresses;
    }

    /** Whether nothing is known of, and it would take too long to make sure while clients wait: the next survey will. */
    boolean isExhausted() {
        if (vacants == null || members == null) {
            return false;
        }
        wanted = wanted || survey == null;
        return complete && members.count() > QUICKLY_SEARCHED;
    }

    void add(IpAddress address, boolean former) {
        int member = vacants == null || members == null ? -1 : members.numberOf(address);
        if (member >= 0 && vacants != null) {
            vacants.add(member, former);
        }
    }

    void remove(IpAddress address) {
        int member = vacants == null || members == null ? -1 : members.numberOf(address);
        if (member >= 0 && vacants != null) {
            vacants.remove(member);
        }
    }

    void jump() {
        if (vacants != null) {
            vacants.jump();
        }
    }

    /** Whether there are more than so many members from one address to another, and they can be noted. */
    boolean isWide(IpAddress from, IpAddress to, int most) {
        return members != null && members.numberOf(to) - members.numberOf(from) >= most;
    }

    /** It is worth knowing what is vacant here, if that is not known yet. */
    void want() {
        wanted = wanted || vacants == null;
    }

    /** Which stretch to look at next; absent when there is no need. */
    Survey.@Nullable Stretch survey(long now) {
        if (survey == null && wanted && members != null && now >= notBefore) {
            wanted = false;
            vacants = vacants == null ? kind.apply(members) : vacants;
            survey = new Survey(members, random);
        }
        return survey == null ? null : survey.next();
    }

    /**
     * @param all how many vacancies the stretch has
     * @param news those to be noted
     */
    void surveyed(int all, List<Vacancy> news, long now) {
        if (survey == null) {
            return;
        }
        List<Vacancy> shuffled = new ArrayList<>(news);
        Collections.shuffle(shuffled, Random.from(random));
        shuffled.forEach(vacancy -> add(vacancy.address(), vacancy.former() != null));
        survey.looked(all);
        if (survey.next() == null) {
            survey = null;
            complete = true;
            notBefore = now + PAUSE;
        }
    }

    /** @param beside vacant addresses that are not in this note; absent when it is not complete */
    @Nullable
    PoolUse use(int beside) {
        return !complete || members == null || vacants == null
                ? null
                : new PoolUse(members.count(), vacants.size() + beside);
    }
}
