using System.Buffers;

namespace Pyner.Query.Sradb;

/// <summary>
/// The attributes of one sample after the other, each as one text. The tables have both, samples and attributes, in the order of the source: it takes no join.
/// </summary>
internal sealed class SampleAttributeTexts : IDisposable
{
    private readonly TableDatabase _tables; // of its own: a database has one answer under way
    private readonly QueryResult _rows;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly ArrayBufferWriter<byte> _submission = new();
    private readonly ArrayBufferWriter<byte> _position = new();
    private bool _hasRow;

    /// <summary>Begins with the first sample.</summary>
    /// <param name="folder">The knowledge base's folder.</param>
    /// <param name="cancellation">Ends it.</param>
    public SampleAttributeTexts(string folder, CancellationToken cancellation)
    {
        _tables = TableDatabase.Open(folder);
        _rows = _tables.Query("SELECT submission, sample_position, tag, value, nullif(units, '') FROM sample_attributes", cancellation);
        MoveNext();
    }

    /// <summary>Whether every attribute was asked for.</summary>
    public bool IsAtEnd => !_hasRow;

    /// <summary>The attributes of the next sample, as <c>tag: value || tag: value</c>; empty where it has none. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> submission, ReadOnlySpan<byte> position)
    {
        _text.ResetWrittenCount();
        for (bool isFirst = true;
            _hasRow && _position.WrittenSpan.SequenceEqual(position) && _submission.WrittenSpan.SequenceEqual(submission);
            isFirst = false)
        {
            if (!isFirst)
                _text.Write(" || "u8);
            WriteAttribute();
            MoveNext();
        }
        return _text.WrittenSpan;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _tables.Dispose();
    }

    private void WriteAttribute()
    {
        bool isFirst = true;
        for (int column = 2; column < 5; column++)
        {
            if (_rows.IsNull(column))
                continue;
            if (!isFirst)
                _text.Write(": "u8);
            _rows.WriteText(column, _text);
            isFirst = false;
        }
    }

    private void MoveNext()
    {
        _hasRow = _rows.Read();
        if (!_hasRow)
            return;
        _submission.ResetWrittenCount();
        _position.ResetWrittenCount();
        _rows.WriteText(0, _submission);
        _rows.WriteText(1, _position);
    }
}
