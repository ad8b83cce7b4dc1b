using System.IO.Compression;
using System.Text;

namespace JourneyOrchestrator.Silo.Replay;

/// <summary>
/// Reads comma-separated UTF-8 text with a header line (RFC 4180), plain or as <c>.gz</c>, one record at a time and
/// without a string per field. Columns are found by name, in any order; columns nobody asked for are ignored.
/// </summary>
public sealed class CsvReader : IDisposable
{
    private const int RecordCharsMax = 64 * 1024;

    private readonly string _file;
    private readonly StreamReader _text;
    private readonly int[] _columnAt;
    private readonly string[] _columns;
    private readonly int _width;
    private readonly List<int> _ends = [];
    private char[] _chars = new char[512];
    private int _length;
    private int _nextLine = 1;

    /// <summary>Opens the file and checks its header.</summary>
    /// <param name="file">Path; a name that ends in <c>.gz</c> is decompressed.</param>
    /// <param name="columns">Names of the columns to read; <see cref="Field"/> takes an index into them.</param>
    /// <exception cref="ReplayInputException">The file cannot be opened or a column is missing.</exception>
    public CsvReader(string file, params string[] columns)
    {
        (_file, _columns) = (file, columns);
        _text = new StreamReader(Open(file), new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            if (!ReadRecord()) throw new ReplayInputException(file, 1, null, "the file is empty; its first line must name the columns.");
            _width = _ends.Count;
            _columnAt = [.. columns.Select(ColumnInHeader)];
        }
        catch
        {
            _text.Dispose();
            throw;
        }
    }

    /// <summary>Line at which the current record starts, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The field of the current record; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<char> Field(int column) => Raw(_columnAt[column]);

    /// <summary>Moves to the next record; false at the end. Empty lines are passed over.</summary>
    /// <exception cref="ReplayInputException">The record has another number of fields than the header, or isn't text.</exception>
    public bool Read()
    {
        do
        {
            if (!ReadRecord()) return false;
        }
        while (_ends.Count == 1 && _length == 0);
        if (_ends.Count != _width) throw Bad(null, $"{_ends.Count} fields where the header names {_width}; write one field per column.");
        return true;
    }

    /// <summary>An error at the current line.</summary>
    public ReplayInputException Bad(int column, string problem) => Bad(_columns[column], problem);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _text.Dispose();

    private ReplayInputException Bad(string? column, string problem) => new(_file, Line, column, problem);

    private static Stream Open(string file)
    {
        try
        {
            var stream = File.OpenRead(file);
            return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ReplayInputException(file, 0, null, $"cannot be opened ({e.Message}); name a .csv or .csv.gz file that can be read.");
        }
    }

    private int ColumnInHeader(string name)
    {
        for (var i = 0; i < _width; i++)
            if (Raw(i).SequenceEqual(name)) return i;
        throw new ReplayInputException(_file, 1, name, "missing in the header; the first line must name this column.");
    }

    private ReadOnlySpan<char> Raw(int field)
    {
        var start = field == 0 ? 0 : _ends[field - 1];
        return _chars.AsSpan(start, _ends[field] - start);
    }

    private bool ReadRecord()
    {
        Line = _nextLine;
        _length = 0;
        _ends.Clear();
        try
        {
            if (_text.Peek() < 0) return false;
            while (ReadField()) { }
            _nextLine++;
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException or IOException)
        {
            throw Bad(null, $"cannot be read ({e.Message}); give UTF-8 text, or gzip in a file that ends in .gz.");
        }
    }

    /// <summary>Reads one field; true when another one follows in the same record.</summary>
    private bool ReadField()
    {
        if (_text.Peek() == '"')
        {
            _text.Read();
            ReadQuoted();
        }
        while (true)
        {
            var c = _text.Read();
            if (c == '\r' && _text.Peek() == '\n') continue;
            if (c is ',' or '\n' or < 0)
            {
                _ends.Add(_length);
                return c == ',';
            }
            Append((char)c);
        }
    }

    private void ReadQuoted()
    {
        while (true)
        {
            var c = _text.Read();
            if (c < 0) throw Bad(null, "a quoted field has no end; close it with a quotation mark.");
            if (c == '\n') _nextLine++;
            if (c == '"')
            {
                if (_text.Peek() != '"') return;
                _text.Read();
            }
            Append((char)c);
        }
    }

    private void Append(char c)
    {
        if (_length == RecordCharsMax) throw Bad(null, $"longer than {RecordCharsMax} characters; is a quotation mark missing?");
        if (_length == _chars.Length) Array.Resize(ref _chars, _length * 2);
        _chars[_length++] = c;
    }
}
