package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.Vacancy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order a subnet's addresses are searched for vacant ones: once round all of them, stretch by stretch. */
sealed interface SearchOrder permits AscendingOrder, RandomOrder {

    /** What is searched. */
    List<AddressRange> pools();

    /** What to search next; absent when the round is complete. Stays the same until {@link #searched}. */
    @Nullable
    AddressRange next();

    /** Most vacancies to look for in the stretch. */
    int limit();

    /**
     * The stretch has been searched.
     *
     * @param upTo the last address that was looked at; absent when the whole stretch was
     * @param fruitful something was found in it that can be handed out
     */
    void searched(@Nullable IpAddress upTo, boolean fruitful);

    /** Begins a new round. */
    void begin();

    /** Begins a new round somewhere else, by chance. */
    void jump();

    /** What was found, in the order to hand it out. */
    List<Vacancy> arrange(List<Vacancy> found);
}
