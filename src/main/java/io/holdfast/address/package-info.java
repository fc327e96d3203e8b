/**
 * Addresses, prefixes, ranges, hardware addresses and client identities as compact values.
 *
 * <p>Uses nothing but the JDK. Read {@link io.holdfast.address.Ipv4Address} first.
 */
@NullMarked
package io.holdfast.address;

import org.jspecify.annotations.NullMarked;
