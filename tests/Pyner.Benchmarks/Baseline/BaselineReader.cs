using System.Xml;

namespace Pyner.Benchmarks.Baseline;

/// <summary>
/// Reads one document with <see cref="XmlReader"/>: what a careful program in plain .NET does. Element names come from one name table, so
/// that they compare by reference, and text is asked for only where it is wanted.
/// </summary>
internal sealed class BaselineReader
{
    private const int Depths = 6;

    private readonly NameTable _names = new();
    private readonly XmlReaderSettings _settings;
    private readonly BaselineRecord _record = new();
    private readonly string[] _path = new string[Depths];
    private readonly string _experiment, _sample, _run, _title, _design, _library, _strategy, _source, _selection, _layout, _descriptor;
    private readonly string _platform, _model, _sampleName, _organism, _attributes, _attribute, _tag, _value;
    private XmlReader _reader = null!;
    private string _record0 = "";
    private int _recordDepth;

    public BaselineReader()
    {
        _settings = new XmlReaderSettings
        {
            NameTable = _names,
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = null,
            MaxCharactersFromEntities = 10_000_000,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        _experiment = _names.Add("EXPERIMENT");
        _sample = _names.Add("SAMPLE");
        _run = _names.Add("RUN");
        _title = _names.Add("TITLE");
        _design = _names.Add("DESIGN");
        _library = _names.Add("LIBRARY_DESCRIPTOR");
        _strategy = _names.Add("LIBRARY_STRATEGY");
        _source = _names.Add("LIBRARY_SOURCE");
        _selection = _names.Add("LIBRARY_SELECTION");
        _layout = _names.Add("LIBRARY_LAYOUT");
        _descriptor = _names.Add("SAMPLE_DESCRIPTOR");
        _platform = _names.Add("PLATFORM");
        _model = _names.Add("INSTRUMENT_MODEL");
        _sampleName = _names.Add("SAMPLE_NAME");
        _organism = _names.Add("SCIENTIFIC_NAME");
        _attributes = _names.Add("SAMPLE_ATTRIBUTES");
        _attribute = _names.Add("SAMPLE_ATTRIBUTE");
        _tag = _names.Add("TAG");
        _value = _names.Add("VALUE");
    }

    /// <summary>Reads a document to its end.</summary>
    /// <param name="stream">The document.</param>
    /// <param name="kind">The records that count in it: EXPERIMENT, SAMPLE or RUN.</param>
    /// <param name="file">Takes what it holds; of no use if this throws.</param>
    /// <exception cref="XmlException">The document is not well-formed.</exception>
    public void Read(Stream stream, string kind, BaselineFile file)
    {
        string counted = _names.Add(kind);
        using var reader = XmlReader.Create(stream, _settings);
        _reader = reader;
        _recordDepth = -1;
        bool isRead = reader.Read();
        while (isRead)
        {
            // Capturing a text moves the reader to the element's end already.
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when _recordDepth < 0:
                    BeginRecord(counted, file);
                    break;
                case XmlNodeType.Element:
                    Element(file);
                    break;
                case XmlNodeType.EndElement when _recordDepth >= 0:
                    EndElement(file);
                    break;
            }
            isRead = reader.Read();
        }
    }

    private void BeginRecord(string counted, BaselineFile file)
    {
        string name = _reader.Name;
        if (!ReferenceEquals(name, _experiment) && !ReferenceEquals(name, _sample) && !ReferenceEquals(name, _run))
            return;
        _record.Clear();
        _record0 = ReferenceEquals(name, counted) ? name : "";
        if (_record0.Length > 0 && !ReferenceEquals(name, _run))
            _record.Accession = _reader.GetAttribute("accession");
        _recordDepth = _reader.Depth;
        if (_record0.Length == 0)
            file.Misplaced++;
        if (_reader.IsEmptyElement)
            EndRecord(file);
    }

    private void EndElement(BaselineFile file)
    {
        int depth = _reader.Depth - _recordDepth;
        if (depth == 0)
            EndRecord(file);
        else if (depth == 2 && ReferenceEquals(_record0, _sample))
            EndAttribute(file);
    }

    private void EndAttribute(BaselineFile file)
    {
        if (!ReferenceEquals(_path[2], _attribute) || !ReferenceEquals(_path[1], _attributes))
            return;
        string tag = _record.Tag?.Trim() ?? "";
        if (tag.Length > 0 && !string.IsNullOrWhiteSpace(_record.Value))
            file.AddTag(tag.ToLowerInvariant());
        _record.Tag = _record.Value = null;
    }

    private void EndRecord(BaselineFile file)
    {
        _recordDepth = -1;
        if (ReferenceEquals(_record0, _experiment))
            file.EndExperiment(_record);
        else if (ReferenceEquals(_record0, _sample))
            file.EndSample(_record);
        else if (ReferenceEquals(_record0, _run))
            file.EndRun();
    }

    private void Element(BaselineFile file)
    {
        int depth = _reader.Depth - _recordDepth;
        if (depth >= Depths)
            return;
        string name = _reader.Name;
        _path[depth] = name;
        if (ReferenceEquals(_record0, _experiment))
            ExperimentElement(depth, name);
        else if (ReferenceEquals(_record0, _sample))
            SampleElement(depth, name, file);
    }

    private void ExperimentElement(int depth, string name)
    {
        switch (depth)
        {
            case 1 when ReferenceEquals(name, _title):
                _record.Title ??= Text();
                break;
            case 2 when ReferenceEquals(_path[1], _platform):
                _record.Platform ??= name;
                break;
            case 2 when ReferenceEquals(name, _descriptor) && ReferenceEquals(_path[1], _design) && !_record.HasSampleDescriptor:
                _record.HasSampleDescriptor = true;
                _record.Sample = _reader.GetAttribute("accession");
                break;
            case 3 when ReferenceEquals(name, _model) && ReferenceEquals(_path[1], _platform):
                _record.Model ??= Text();
                break;
            case 3 when ReferenceEquals(_path[2], _library) && ReferenceEquals(_path[1], _design):
                if (ReferenceEquals(name, _strategy))
                    _record.Strategy ??= Text();
                else if (ReferenceEquals(name, _source))
                    _record.Source ??= Text();
                else if (ReferenceEquals(name, _selection))
                    _record.Selection ??= Text();
                break;
            case 4 when ReferenceEquals(_path[3], _layout) && ReferenceEquals(_path[2], _library) && ReferenceEquals(_path[1], _design):
                _record.Layout ??= name;
                break;
        }
    }

    private void SampleElement(int depth, string name, BaselineFile file)
    {
        if (depth == 2 && ReferenceEquals(name, _organism) && ReferenceEquals(_path[1], _sampleName))
        {
            _record.Organism ??= Text();
        }
        else if (depth == 3 && ReferenceEquals(_path[2], _attribute) && ReferenceEquals(_path[1], _attributes))
        {
            if (ReferenceEquals(name, _tag))
                _record.Tag ??= Text();
            else if (ReferenceEquals(name, _value))
                _record.Value ??= Text();
        }
        else if (depth == 2 && _reader.IsEmptyElement)
        {
            EndAttribute(file);
        }
    }

    /// <summary>The element's own text, read to its end tag; what its children hold is left out.</summary>
    private string Text()
    {
        if (_reader.IsEmptyElement)
            return "";
        string text = "";
        int depth = _reader.Depth;
        while (_reader.Read() && _reader.Depth > depth)
        {
            bool isText = _reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;
            if (isText && _reader.Depth == depth + 1)
                text = text.Length == 0 ? _reader.Value : text + _reader.Value;
        }
        return text;
    }
}
