using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Numbers that methods are given, as positions.</summary>
internal static class JsArguments
{
    /// <summary>A number, or another where it is undefined.</summary>
    public static double Or(in Value value, double otherwise) => JsValues.IsUndefined(value) ? otherwise : value.AsDouble();

    /// <summary>Cut to 0 … <paramref name="length"/>.</summary>
    public static int Cut(double position, int length) => (int)Math.Clamp(position, 0, length);

    /// <summary>A position, from the end where it is negative.</summary>
    public static int FromEither(double position, int length) => Cut(position < 0 ? position + length : position, length);
}
