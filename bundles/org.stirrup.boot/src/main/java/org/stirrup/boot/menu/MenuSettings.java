package org.stirrup.boot.menu;

import java.time.Duration;
import java.util.Optional;

/**
 * How menus are made.
 *
 * @param policy what boots when nobody chooses
 * @param timeout how long a shown menu waits; empty for ever
 * @param title heading of the menu
 */
public record MenuSettings(Policy policy, Optional<Duration> timeout, String title) {}
