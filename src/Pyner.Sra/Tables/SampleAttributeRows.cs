using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>Puts the rows of sample_attributes together. What all rows of a sample have in common is set at its end, for all at once.</summary>
internal sealed class SampleAttributeRows
{
    private readonly RecordRows _rows;
    private readonly RecordBuffer _buffer;
    private readonly int _accession = SraTables.Samples.Column("accession");
    private readonly int _tag;
    private readonly DictionaryBuffer _tags;
    private readonly DictionaryBuffer _normalisedTags;
    private readonly DictionaryBuffer _sampleAccessions;
    private readonly NumberBuffer _samplePositions;
    private readonly NumberBuffer _positions;
    private readonly NumberBuffer _areCut;
    private int[] _normalised = new int[64]; // by tag
    private int _known; // tags before this one
    private int _generation = -1; // of the tags, that these are of
    private RecordBuffer _sample = null!; // in hand
    private int _attributes; // of the sample in hand
    private int _completed; // of them, those that have all values
    private bool _isCut;

    public SampleAttributeRows(RecordRows rows)
    {
        _rows = rows;
        RecordTable table = SraTables.SampleAttributes;
        _buffer = rows[table];
        _tag = table.Column("tag");
        _tags = _buffer.Dictionary(_tag);
        _normalisedTags = _buffer.Dictionary(table.Column("normalised_tag"));
        _sampleAccessions = _buffer.Dictionary(table.Column("sample_accession"));
        _samplePositions = _buffer.Numbers(table.Column("sample_position"));
        _positions = _buffer.Numbers(table.Column("position"));
        _areCut = _buffer.Numbers(table.Column("is_cut"));
    }

    /// <summary>Begins a sample, whose row is in hand in its table.</summary>
    public void BeginSample(RecordBuffer sample)
    {
        _sample = sample;
        _attributes = 0;
        _completed = 0;
        _isCut = false;
    }

    /// <summary>Ends the sample.</summary>
    public void EndSample() => Complete(_attributes, false);

    /// <summary>Sets a text of the attribute.</summary>
    public void Set(int column, in XmlText text)
    {
        _isCut |= text.IsCut;
        _buffer.SetText(column, text);
        if (column == _tag)
            _normalisedTags.SetNumber(_buffer.Rows, Normalised(_tags.LastNumber));
    }

    /// <summary>Ends the attribute.</summary>
    public void End()
    {
        _buffer.EndRow();
        _attributes++;
        if (_isCut)
        {
            Complete(_attributes - 1, false);
            Complete(_attributes, true);
            _isCut = false;
        }
        if (_buffer.IsFull)
        {
            Complete(_attributes, false);
            _rows.Spill(_buffer);
        }
    }

    /// <summary>Gives attributes what follows from their place.</summary>
    /// <param name="attributes">Those of the sample before this one.</param>
    /// <param name="areCut">Whether they are cut.</param>
    private void Complete(int attributes, bool areCut)
    {
        if (attributes <= _completed)
            return;
        int to = _buffer.Rows - (_attributes - attributes);
        int from = to - (attributes - _completed);
        _samplePositions.SetRange(from, to, _sample.FileRows, 0);
        if (_sample.Has(_accession))
            _sampleAccessions.SetRange(from, to, _sample.Text(_accession));
        _positions.SetRange(from, to, _completed, 1);
        _areCut.SetRange(from, to, areCut ? 1 : 0, 0);
        _completed = attributes;
    }

    /// <summary>The number of the normalised form of a tag.</summary>
    private int Normalised(int tag)
    {
        if (_generation != _tags.Generation || tag >= _known)
            LearnTags();
        return _normalised[tag];
    }

    private void LearnTags()
    {
        if (_generation != _tags.Generation)
        {
            _generation = _tags.Generation;
            _known = 0;
        }
        if (_tags.Count > _normalised.Length)
            Array.Resize(ref _normalised, Math.Max(_tags.Count, _normalised.Length * 2));
        for (; _known < _tags.Count; _known++)
            _normalised[_known] = _normalisedTags.Number(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_tags[_known]).ToLowerInvariant()));
    }
}
