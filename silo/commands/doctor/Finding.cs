namespace JourneyOrchestrator.Silo.Commands.Doctor;

/// <summary>What a check of <c>doctor</c> found. <paramref name="IsWarning"/>: a host can run, but somebody should look at it.</summary>
internal sealed record Finding(string Text, bool IsWarning = false);
