using System.Text;

namespace Pyner.Verification;

/// <summary>The record being read: where the cursor is below it, and the first text found in each place that matters.</summary>
internal sealed class RecordFields(DocumentExtent extent)
{
    private const int DeepestPlace = 4;

    private static readonly string[] s_places =
    [
        "TITLE",
        "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_STRATEGY",
        "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SOURCE",
        "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SELECTION",
        "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_LAYOUT/*",
        "PLATFORM/*",
        "PLATFORM/*/INSTRUMENT_MODEL",
        "DESIGN/SAMPLE_DESCRIPTOR",
        "SAMPLE_NAME/SCIENTIFIC_NAME",
        "SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE",
        "SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE/TAG",
        "SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE/VALUE",
    ];

    private static readonly string[][] s_paths = [.. s_places.Select(place => place.Split('/'))];

    private readonly string[] _path = new string[DeepestPlace];
    private readonly Dictionary<string, string> _first = [];
    private readonly List<string> _tags = [];
    private readonly HashSet<string> _distinctTags = [];
    private readonly StringBuilder _text = new();
    private int _depth;
    private long _textLength;
    private string? _textPlace;
    private int _textDepth;

    /// <summary>Name of the record's element.</summary>
    public string Record { get; private set; } = "";

    /// <summary>Whether the cursor is in a record.</summary>
    public bool IsInRecord { get; private set; }

    /// <summary>Whether text at the cursor belongs to a value. Text in a child of the value's element does not.</summary>
    public bool WantsText => _textPlace is not null && _depth == _textDepth;

    private string this[string place] => _first.GetValueOrDefault(place, "");

    public void Begin(string element, string accession)
    {
        Record = element;
        IsInRecord = true;
        _depth = 0;
        _textPlace = null;
        _first.Clear();
        _tags.Clear();
        _distinctTags.Clear();
        _first["@accession"] = accession;
    }

    public void Enter(string name, string accession)
    {
        if (_depth < DeepestPlace)
            _path[_depth] = name;
        _depth++;
        // At most one place is text at a time: a path is told by its length and its last name, and `*` takes every name.
        foreach (string place in PlacesHere())
        {
            switch (place)
            {
                case "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_LAYOUT/*" or "PLATFORM/*":
                    _first.TryAdd(place, name);
                    break;
                case "DESIGN/SAMPLE_DESCRIPTOR":
                    _first.TryAdd(place, accession);
                    break;
                case "SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE":
                    _first.Remove("SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE/TAG");
                    _first.Remove("SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE/VALUE");
                    break;
                default:
                    // One that is not the first is only measured.
                    _text.Clear();
                    _textLength = 0;
                    _textPlace = place;
                    _textDepth = _depth;
                    break;
            }
        }
    }

    public void AddText(ReadOnlySpan<char> text)
    {
        _textLength += text.Length;
        extent.AddValue(_textLength);
        if (_textLength <= DocumentExtent.LongestValue && !_first.ContainsKey(_textPlace!))
            _text.Append(text);
    }

    /// <summary>Leaves an element. True where it was the record's own.</summary>
    public bool Leave()
    {
        if (_depth == 0)
        {
            IsInRecord = false;
            return true;
        }
        if (WantsText)
        {
            _first.TryAdd(_textPlace!, _text.ToString().Trim());
            _textPlace = null;
        }
        if (PlacesHere().Contains("SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE"))
            AddTag();
        _depth--;
        return false;
    }

    public ExperimentRecord ToExperiment() => new()
    {
        Accession = this["@accession"],
        Title = this["TITLE"],
        Strategy = this["DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_STRATEGY"],
        Source = this["DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SOURCE"],
        Selection = this["DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SELECTION"],
        Layout = this["DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_LAYOUT/*"],
        Platform = this["PLATFORM/*"],
        InstrumentModel = this["PLATFORM/*/INSTRUMENT_MODEL"],
        SampleAccession = this["DESIGN/SAMPLE_DESCRIPTOR"],
    };

    public SampleRecord ToSample() => new()
    {
        Accession = this["@accession"],
        Organism = this["SAMPLE_NAME/SCIENTIFIC_NAME"],
        Tags = [.. _tags],
    };

    private void AddTag()
    {
        string tag = this["SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE/TAG"].ToLowerInvariant();
        bool hasValue = this["SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE/VALUE"].Length > 0;
        if (tag.Length > 0 && hasValue && _distinctTags.Add(tag))
            _tags.Add(tag);
    }

    private IEnumerable<string> PlacesHere()
    {
        if (_depth > DeepestPlace)
            yield break;
        for (int i = 0; i < s_paths.Length; i++)
        {
            string[] path = s_paths[i];
            if (path.Length != _depth)
                continue;
            bool same = true;
            for (int level = 0; same && level < _depth; level++)
                same = path[level] == "*" || path[level] == _path[level];
            if (same)
                yield return s_places[i];
        }
    }
}
