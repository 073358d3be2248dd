package dev.testwatch.report;

/**
 * What calls a user who looks elsewhere: short, in one line each, and free of control characters.
 *
 * @param bad whether something is wrong
 */
public record Notification(boolean bad, String title, String text) {}
