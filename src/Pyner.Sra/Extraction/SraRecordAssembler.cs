using Pyner.Xml.Reading;

namespace Pyner.Sra.Extraction;

/// <summary>Puts records together from the elements that matter, by the rules of docs/counting-rules.md.</summary>
internal sealed class SraRecordAssembler(ISraRecordSink sink, SraValues values)
{
    private const int Missing = -1;

    private readonly TrimmedText _accession = new();
    private readonly TrimmedText _sampleAccession = new();
    private readonly List<int> _attributes = [];
    private int[] _attributeOwners = new int[256]; // by tag: the sample that had it last
    private int _sampleNumber;
    private bool _hasTitle;
    private bool _sawTitle;
    private bool _sawSampleDescriptor;
    private int _strategy;
    private int _source;
    private int _selection;
    private int _layout;
    private int _platform;
    private int _instrumentModel;
    private int _organism;
    private int _tag;
    private bool _hasValue;
    private bool _sawValue;

    /// <summary>The only attribute that anything is taken from.</summary>
    public static ReadOnlySpan<byte> WantedAttribute => "accession"u8;

    /// <summary>The kind of the file that is being read.</summary>
    public SubmissionFileKind FileKind { get; set; }

    public void Start(SraElement element, ReadOnlySpan<byte> name, in AttributeList attributes)
    {
        switch (element)
        {
            case SraElement.Experiment:
                Take(attributes, _accession);
                _sampleAccession.Clear();
                _hasTitle = _sawTitle = _sawSampleDescriptor = false;
                _strategy = _source = _selection = _layout = _platform = _instrumentModel = Missing;
                break;
            case SraElement.SampleDescriptor when !_sawSampleDescriptor:
                _sawSampleDescriptor = true;
                Take(attributes, _sampleAccession);
                break;
            case SraElement.Layout when _layout == Missing:
                _layout = values.Layouts.Number(new XmlText(name, XmlTextForm.Decoded));
                break;
            case SraElement.Platform when _platform == Missing:
                _platform = values.Platforms.Number(new XmlText(name, XmlTextForm.Decoded));
                break;
            case SraElement.Sample:
                Take(attributes, _accession);
                _organism = Missing;
                _attributes.Clear();
                _sampleNumber++;
                BeginAttribute();
                break;
            case SraElement.Run:
                if (FileKind == SubmissionFileKind.Run)
                    sink.Run();
                else
                    sink.Misplaced();
                break;
        }
    }

    public void Text(SraElement element, in XmlText text)
    {
        switch (element)
        {
            case SraElement.AttributeTag when _tag == Missing:
                _tag = values.Attributes.Number(text);
                break;
            case SraElement.AttributeValue when !_sawValue:
                _sawValue = true;
                _hasValue = !text.IsBlank;
                break;
            case SraElement.ScientificName when _organism == Missing:
                _organism = values.Organisms.Number(text);
                break;
            case SraElement.ExperimentTitle when !_sawTitle:
                _sawTitle = true;
                _hasTitle = !text.IsBlank;
                break;
            case SraElement.LibraryStrategy when _strategy == Missing:
                _strategy = values.Strategies.Number(text);
                break;
            case SraElement.LibrarySource when _source == Missing:
                _source = values.Sources.Number(text);
                break;
            case SraElement.LibrarySelection when _selection == Missing:
                _selection = values.Selections.Number(text);
                break;
            case SraElement.InstrumentModel when _instrumentModel == Missing:
                _instrumentModel = values.InstrumentModels.Number(text);
                break;
        }
    }

    public void End(SraElement element)
    {
        switch (element)
        {
            case SraElement.SampleAttribute:
                if (_tag > ValueTable.Empty && _hasValue)
                    AddAttribute(_tag);
                BeginAttribute();
                break;
            case SraElement.Experiment when FileKind == SubmissionFileKind.Experiment:
                sink.Experiment(new ExperimentRecord
                {
                    Counts = !_accession.IsEmpty && _hasTitle && _strategy > ValueTable.Empty,
                    Accession = _accession.Bytes,
                    Strategy = OrEmpty(_strategy),
                    Source = OrEmpty(_source),
                    Selection = OrEmpty(_selection),
                    Layout = _layout,
                    Platform = _platform,
                    InstrumentModel = _instrumentModel > ValueTable.Empty ? _instrumentModel : Missing,
                    SampleAccession = _sampleAccession.Bytes,
                });
                break;
            case SraElement.Sample when FileKind == SubmissionFileKind.Sample:
                sink.Sample(new SampleRecord
                {
                    Counts = _organism > ValueTable.Empty,
                    Accession = _accession.Bytes,
                    Organism = _organism,
                    Attributes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_attributes),
                });
                break;
            case SraElement.Experiment or SraElement.Sample:
                sink.Misplaced();
                break;
        }
    }

    private void BeginAttribute()
    {
        _tag = Missing;
        _hasValue = false;
        _sawValue = false;
    }

    private void AddAttribute(int tag)
    {
        if (tag >= _attributeOwners.Length)
            Array.Resize(ref _attributeOwners, Math.Max(_attributeOwners.Length * 2, tag + 1));
        if (_attributeOwners[tag] == _sampleNumber)
            return;
        _attributeOwners[tag] = _sampleNumber;
        _attributes.Add(tag);
    }

    private static int OrEmpty(int number) => Math.Max(number, ValueTable.Empty);

    private static void Take(in AttributeList attributes, TrimmedText accession)
    {
        if (attributes.TryGet(WantedAttribute, out XmlText value))
            accession.Set(value);
        else
            accession.Clear();
    }
}
