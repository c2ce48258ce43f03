namespace Pyner.KnowledgeBase.Parsing;

/// <summary>A map from accessions, as bytes, to numbers, for the samples of one submission. Reused: clearing costs what was in it.</summary>
internal sealed class AccessionMap
{
    private int[] _buckets = new int[64]; // 1 + index of an entry; 0 is free
    private Entry[] _entries = new Entry[32];
    private byte[] _bytes = new byte[1024];
    private int _byteCount;

    public int Count { get; private set; }

    /// <summary>The accession of an entry.</summary>
    public ReadOnlySpan<byte> Accession(int entry) => _bytes.AsSpan(_entries[entry].Start, _entries[entry].Length);

    /// <summary>The number of an entry.</summary>
    public int Number(int entry) => _entries[entry].Number;

    public void Clear() => Truncate(0);

    /// <summary>Takes back all entries but the first ones.</summary>
    public void Truncate(int count)
    {
        for (int entry = count; entry < Count; entry++)
            _buckets[_entries[entry].Bucket] = 0;
        Count = count;
        _byteCount = count == 0 ? 0 : _entries[count - 1].Start + _entries[count - 1].Length;
    }

    /// <summary>Adds an accession unless it is there.</summary>
    public void TryAdd(ReadOnlySpan<byte> accession, int number)
    {
        if (Find(accession, out int bucket, out uint hash) >= 0)
            return;
        if (Count * 2 >= _buckets.Length)
        {
            Grow();
            Find(accession, out bucket, out hash);
        }
        while (_byteCount + accession.Length > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        accession.CopyTo(_bytes.AsSpan(_byteCount));
        _entries[Count] = new Entry { Hash = hash, Start = _byteCount, Length = accession.Length, Number = number, Bucket = bucket };
        _byteCount += accession.Length;
        _buckets[bucket] = ++Count;
    }

    /// <summary>The number of an accession, or -1.</summary>
    public int Find(ReadOnlySpan<byte> accession)
    {
        if (Count == 0)
            return -1;
        int entry = Find(accession, out _, out _);
        return entry < 0 ? -1 : _entries[entry].Number;
    }

    private int Find(ReadOnlySpan<byte> accession, out int bucket, out uint hash)
    {
        // Per process at random: an archive can't be made so that its accessions collide.
        var code = new HashCode();
        code.AddBytes(accession);
        hash = (uint)code.ToHashCode();
        int mask = _buckets.Length - 1;
        for (bucket = (int)hash & mask; _buckets[bucket] != 0; bucket = (bucket + 1) & mask)
        {
            int entry = _buckets[bucket] - 1;
            if (_entries[entry].Hash == hash && Accession(entry).SequenceEqual(accession))
                return entry;
        }
        return -1;
    }

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        Array.Resize(ref _entries, _buckets.Length / 2);
        int mask = _buckets.Length - 1;
        for (int entry = 0; entry < Count; entry++)
        {
            int bucket = (int)_entries[entry].Hash & mask;
            while (_buckets[bucket] != 0)
                bucket = (bucket + 1) & mask;
            _buckets[bucket] = entry + 1;
            _entries[entry].Bucket = bucket;
        }
    }

    private struct Entry
    {
        public uint Hash;
        public int Start;
        public int Length;
        public int Number;
        public int Bucket;
    }
}
