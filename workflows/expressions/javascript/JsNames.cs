using System.Text;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Names of one container, or of the inputs. Elsa gives each a function: <c>getOrderTotal()</c> for <c>orderTotal</c>.</summary>
public sealed class JsNames
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> getters = new(StringComparer.Ordinal);

    /// <summary>Of names that give the same function the first counts.</summary>
    public JsNames(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            this.names.Add(name);
            getters.TryAdd(FunctionOf(name), name);
        }
    }

    /// <summary>No names at all.</summary>
    public static JsNames None { get; } = new([]);

    internal IEnumerable<string> Getters => getters.Keys;

    internal bool Contains(string name) => names.Contains(name);

    /// <summary>The name that a function stands for.</summary>
    internal string? Named(string function) => getters.GetValueOrDefault(function);

    /// <summary>Words begin with a capital and are joined: <c>order total</c> gives <c>getOrderTotal</c>.</summary>
    private static string FunctionOf(string name)
    {
        var function = new StringBuilder("get");
        var begins = true;
        foreach (var c in name)
        {
            if (c is ' ' or '_' or '-') begins = true;
            else
            {
                function.Append(begins ? char.ToUpperInvariant(c) : c);
                begins = false;
            }
        }
        return function.ToString();
    }
}
