using System.Diagnostics;

namespace JourneyOrchestrator.Silo.Telemetry;

/// <summary>While it lives a span is the current one, so that what is measured names it as its example, and what is logged bears its trace. Only for code that does not wait.</summary>
public readonly ref struct Exemplar
{
    private readonly Activity? outer;
    private readonly bool isSet;

    /// <param name="span">One that has not ended; null: nothing changes.</param>
    public Exemplar(Activity? span)
    {
        isSet = span is not null;
        if (!isSet) return;
        outer = Activity.Current;
        Activity.Current = span;
    }

    public void Dispose()
    {
        if (isSet) Activity.Current = outer;
    }
}
