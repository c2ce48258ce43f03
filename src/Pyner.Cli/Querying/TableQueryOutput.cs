using System.Buffers;
using System.Text;
using Pyner.Cli.Terminal;
using Pyner.Query;
using Spectre.Console;

namespace Pyner.Cli.Querying;

/// <summary>For people: a table on a terminal, tab-separated lines under a head line elsewhere.</summary>
internal sealed class TableQueryOutput : IQueryOutput
{
    private readonly ArrayBufferWriter<byte> _value = new();
    private Table? _table; // on a terminal

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<QueryColumn> columns)
    {
        if (!TerminalInfo.OutputIsTerminal)
        {
            Console.Out.WriteLine(string.Join('\t', columns.Select(column => SafeText.OneLine(column.Name))));
            return;
        }
        _table = new Table { Border = TableBorder.Rounded };
        _table.BorderColor(Color.Grey);
        foreach (QueryColumn column in columns)
        {
            var head = new TableColumn(new Text(SafeText.OneLine(column.Name)));
            _table.AddColumn(column.IsNumber ? head.RightAligned() : head);
        }
    }

    /// <inheritdoc/>
    public void Write(QueryResult row)
    {
        if (_table is null)
            Console.Out.WriteLine(string.Join('\t', Enumerable.Range(0, row.Columns.Count).Select(column => row.IsNull(column) ? "NULL" : Shown(row, column))));
        else
            _table.AddRow(Enumerable.Range(0, row.Columns.Count).Select(column => Cell(row, column)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_table is not null)
            AnsiConsole.Write(_table);
    }

    private Text Cell(QueryResult row, int column) => row.IsNull(column) ? new Text("NULL", new Style(Color.Grey)) : new Text(Shown(row, column));

    private string Shown(QueryResult row, int column)
    {
        _value.ResetWrittenCount();
        row.WriteText(column, _value);
        return SafeText.OneLine(Encoding.UTF8.GetString(_value.WrittenSpan));
    }
}
