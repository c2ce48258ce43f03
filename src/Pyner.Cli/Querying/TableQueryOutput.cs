using System.Buffers;
using System.Globalization;
using System.Text;
using Pyner.Cli.Terminal;
using Pyner.Query;
using Spectre.Console;

namespace Pyner.Cli.Querying;

/// <summary>
/// For people: on a terminal a table, or a block for each row where its columns are too many to be read side by side; tab-separated lines under a head line
/// elsewhere.
/// </summary>
internal sealed class TableQueryOutput : IQueryOutput
{
    // What a column needs at least to be read where its values are wrapped; and its border with the space around it.
    private const int LeastWidth = 12;
    private const int Between = 3;

    private static readonly Style s_soft = new(Color.Grey);

    private readonly ArrayBufferWriter<byte> _value = new();
    private readonly List<string?[]> _rows = []; // on a terminal
    private IReadOnlyList<QueryColumn> _columns = [];
    private string[] _names = [];

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<QueryColumn> columns)
    {
        _columns = columns;
        _names = [.. columns.Select(column => SafeText.OneLine(column.Name))];
        if (!TerminalInfo.OutputIsTerminal)
            Console.Out.WriteLine(string.Join('\t', _names));
    }

    /// <inheritdoc/>
    public void Write(QueryResult row)
    {
        string?[] values = [.. Enumerable.Range(0, _names.Length).Select(column => row.IsNull(column) ? null : Shown(row, column))];
        if (TerminalInfo.OutputIsTerminal)
            _rows.Add(values);
        else
            Console.Out.WriteLine(string.Join('\t', values.Select(value => value ?? "NULL")));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!TerminalInfo.OutputIsTerminal || _names.Length == 0)
            return;
        if (Fits())
            WriteTable();
        else
            WriteBlocks();
    }

    private bool Fits()
    {
        int least = 1;
        for (int column = 0; column < _names.Length; column++)
            least += Between + Math.Min(LeastWidth, Math.Max(_names[column].Length, _rows.Max(row => (row[column] ?? "NULL").Length as int?) ?? 0));
        return least <= AnsiConsole.Profile.Width;
    }

    private void WriteTable()
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.BorderColor(Color.Grey);
        for (int column = 0; column < _names.Length; column++)
        {
            var head = new TableColumn(new Text(_names[column]));
            table.AddColumn(_columns[column].IsNumber ? head.RightAligned() : head);
        }
        foreach (string?[] row in _rows)
            table.AddRow(row.Select(Cell));
        AnsiConsole.Write(table);
    }

    /// <summary>Writes each row from above to below: a line for each of its columns.</summary>
    private void WriteBlocks()
    {
        for (int row = 0; row < _rows.Count; row++)
        {
            AnsiConsole.Write(new Rule(string.Create(CultureInfo.InvariantCulture, $"row {row + 1:N0}")) { Justification = Justify.Left, Style = s_soft });
            var block = new Grid();
            block.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
            block.AddColumn(new GridColumn { Padding = new Padding(0) });
            for (int column = 0; column < _names.Length; column++)
                block.AddRow(new Text(_names[column], s_soft), Cell(_rows[row][column]));
            AnsiConsole.Write(block);
        }
    }

    private static Text Cell(string? value) => value is null ? new Text("NULL", s_soft) : new Text(value);

    private string Shown(QueryResult row, int column)
    {
        _value.ResetWrittenCount();
        row.WriteText(column, _value);
        return SafeText.OneLine(Encoding.UTF8.GetString(_value.WrittenSpan));
    }
}
