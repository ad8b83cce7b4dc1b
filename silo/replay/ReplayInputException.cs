namespace JourneyOrchestrator.Silo.Replay;

/// <summary>A file of a replay cannot be read. The command line ends with exit code 2 and shows <see cref="Exception.Message"/>.</summary>
/// <param name="file">Path as the user gave it.</param>
/// <param name="line">Line of the file, from 1; 0 when the whole file is meant.</param>
/// <param name="column">Name of the column, or null when the line or file is meant.</param>
/// <param name="problem">What is wrong and what to do, in one sentence.</param>
public sealed class ReplayInputException(string file, int line, string? column, string problem)
    : Exception(Place(file, line, column) + problem)
{
    /// <summary>Path as the user gave it.</summary>
    public string File { get; } = file;

    /// <summary>Line of the file, from 1; 0 when the whole file is meant.</summary>
    public int Line { get; } = line;

    /// <summary>Name of the column, or null when the line or file is meant.</summary>
    public string? Column { get; } = column;

    private static string Place(string file, int line, string? column) =>
        (line, column) switch
        {
            (0, null) => $"{file}: ",
            (0, _) => $"{file}: column {column}: ",
            (_, null) => $"{file}, line {line}: ",
            _ => $"{file}, line {line}, column {column}: ",
        };
}
