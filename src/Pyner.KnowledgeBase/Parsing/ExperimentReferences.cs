namespace Pyner.KnowledgeBase.Parsing;

/// <summary>Experiments whose sample is not known yet: its accession and the experiment's strategy, for one submission.</summary>
internal sealed class ExperimentReferences
{
    private Entry[] _entries = new Entry[32];
    private byte[] _bytes = new byte[1024];
    private int _byteCount;

    public int Count { get; private set; }

    public void Clear() => Truncate(0);

    /// <summary>Takes back all but the first ones.</summary>
    public void Truncate(int count)
    {
        Count = count;
        _byteCount = count == 0 ? 0 : _entries[count - 1].Start + _entries[count - 1].Length;
    }

    public void Add(ReadOnlySpan<byte> sampleAccession, int strategy)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        while (_byteCount + sampleAccession.Length > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        sampleAccession.CopyTo(_bytes.AsSpan(_byteCount));
        _entries[Count++] = new Entry { Start = _byteCount, Length = sampleAccession.Length, Strategy = strategy };
        _byteCount += sampleAccession.Length;
    }

    public ReadOnlySpan<byte> SampleAccession(int index) => _bytes.AsSpan(_entries[index].Start, _entries[index].Length);

    public int Strategy(int index) => _entries[index].Strategy;

    private struct Entry
    {
        public int Start;
        public int Length;
        public int Strategy;
    }
}
