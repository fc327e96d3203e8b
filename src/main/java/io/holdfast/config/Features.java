package io.holdfast.config;

/**
 * What {@code hooks-libraries} switches on beside commands; each part is absent when its library is not named.
 */
public record Features() {

    public static final Features NONE = new Features();
}
