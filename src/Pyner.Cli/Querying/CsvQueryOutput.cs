using System.Buffers;
using System.Text;
using Pyner.Cli.Terminal;
using Pyner.Query;

namespace Pyner.Cli.Querying;

/// <summary>Comma-separated values (RFC 4180, with line feeds): a head line, then the rows. No value is an empty field, an empty text is <c>""</c>.</summary>
internal sealed class CsvQueryOutput : IQueryOutput
{
    private const int FlushAt = 1 << 15;

    private static readonly SearchValues<byte> s_special = SearchValues.Create(",\"\r\n"u8);

    private readonly Stream _output = Stdout.Open();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly ArrayBufferWriter<byte> _value = new();

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<QueryColumn> columns)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            Separate(i);
            Field(Encoding.UTF8.GetBytes(columns[i].Name));
        }
        EndLine();
    }

    /// <inheritdoc/>
    public void Write(QueryResult row)
    {
        for (int i = 0; i < row.Columns.Count; i++)
        {
            Separate(i);
            if (row.IsNull(i))
                continue;
            _value.ResetWrittenCount();
            row.WriteText(i, _value);
            Field(_value.WrittenSpan);
        }
        EndLine();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _output.Dispose();
    }

    private void Separate(int column)
    {
        if (column > 0)
            _lines.Write(","u8);
    }

    private void Field(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && !text.ContainsAny(s_special))
        {
            _lines.Write(text);
            return;
        }
        _lines.Write("\""u8);
        for (int quote; (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            _lines.Write(text[..quote]);
            _lines.Write("\"\""u8);
        }
        _lines.Write(text);
        _lines.Write("\""u8);
    }

    private void EndLine()
    {
        _lines.Write("\n"u8);
        if (_lines.WrittenCount >= FlushAt)
            Flush();
    }

    private void Flush()
    {
        _output.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }
}
