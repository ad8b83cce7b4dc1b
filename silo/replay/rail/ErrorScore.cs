namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>Errors of predictions in minutes, summed up.</summary>
public sealed class ErrorScore
{
    private double _sum;
    private int _within2;

    /// <summary>Number of predictions.</summary>
    public int N { get; private set; }

    /// <summary>Mean absolute error in minutes; 0 without predictions.</summary>
    public double MeanAbsoluteError => N == 0 ? 0 : _sum / N;

    /// <summary>Share (0 to 1) of predictions that were wrong by at most two minutes; 0 without predictions.</summary>
    public double Within2 => N == 0 ? 0 : (double)_within2 / N;

    /// <summary>Adds one error, of either sign.</summary>
    public void Add(double minutes)
    {
        N++;
        _sum += Math.Abs(minutes);
        if (Math.Abs(minutes) <= 2) _within2++;
    }
}
