namespace JourneyOrchestrator.Silo.Tests;

/// <summary>Thrown by a test that can't run here: the runner counts it as skipped, with the reason.</summary>
#pragma warning disable CA1032 // Only its reason makes sense.
public sealed class SkippedTest(string reason) : Exception("$XunitDynamicSkip$" + reason);
#pragma warning restore CA1032
