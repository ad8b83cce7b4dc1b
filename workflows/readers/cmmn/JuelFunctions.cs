namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Functions over variables: Flowable's <c>var:</c>, <c>vars:</c> and <c>variables:</c>. Their first argument is a variable's name, quoted or not; one that is not set is null.</summary>
internal static class JuelFunctions
{
    /// <returns>Null: there is no such function, or it does not take so many arguments.</returns>
    public static string? Translate(string name, IReadOnlyList<string> arguments)
    {
        if (name is not ['v', 'a', 'r', ..] || name.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon) || name[..colon] is not ("var" or "vars" or "variables")) return null;
        if (arguments.Count == 0 || Variable(arguments[0]) is not { } variable) return null;
        return (name[(colon + 1)..], arguments.Count) switch
        {
            ("get", 1) => $"({Set(variable)} ? {variable} : null)",
            ("getOrDefault", 2) => $"({Set(variable)} ? {variable} : {arguments[1]})",
            ("exists" or "exist", 1) => $"({Set(variable)} && {variable} != null)",
            ("eq" or "equals", 2) => $"({Set(variable)} && {variable} == {arguments[1]})",
            ("ne" or "notEquals", 2) => $"({Set(variable)} && {variable} != {arguments[1]})",
            ("lt" or "lowerThan", 2) => Compare(variable, "<", arguments[1]),
            ("lte" or "lowerThanOrEquals", 2) => Compare(variable, "<=", arguments[1]),
            ("gt" or "greaterThan", 2) => Compare(variable, ">", arguments[1]),
            ("gte" or "greaterThanOrEquals", 2) => Compare(variable, ">=", arguments[1]),
            ("contains", > 1) => Contains(variable, arguments.Skip(1), " && "),
            ("containsAny", > 1) => Contains(variable, arguments.Skip(1), " || "),
            _ => null,
        };
    }

    private static string Set(string variable) => $"has({variable})";

    private static string Compare(string variable, string how, string with) => $"({Set(variable)} && {variable} {how} {with})";

    /// <summary>Within a text, or among the elements of a list.</summary>
    private static string Contains(string variable, IEnumerable<string> wanted, string join)
    {
        string[] all = [.. wanted];
        var inText = string.Join(join, all.Select(w => $"{variable}.contains({w})"));
        var inList = string.Join(join, all.Select(w => $"{w} in {variable}"));
        return $"({Set(variable)} && (type({variable}) == string ? ({inText}) : ({inList})))";
    }

    // The argument came through the translation: a name as vars.name, a text in quotes.
    private static string? Variable(string argument) =>
        argument.StartsWith("vars.", StringComparison.Ordinal) ? argument
        : argument is ['\'', .. var name, '\''] && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && name.Length > 0 && !char.IsAsciiDigit(name[0]) ? "vars." + name
        : null;
}
