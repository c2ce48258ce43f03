namespace Pyner.Gateway.Access;

/// <summary>
/// What is in files that may be replaced while the gateway runs, as those of a mounted secret are. They are looked at now and then; where they
/// can't be used any more, what was in them before stays. Safe for several threads.
/// </summary>
/// <typeparam name="T">What is in them.</typeparam>
internal sealed class ChangingFiles<T>
    where T : class
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly Func<T> _read;
    private readonly string[] _paths;
    private readonly Lock _lock = new();
    private T _content;
    private DateTime[] _changedAt;
    private long _lookedAt;
    private (DateTime[] ChangedAt, string Reason)? _kept; // told last

    /// <summary>Reads them.</summary>
    /// <param name="read">Reads them.</param>
    /// <param name="paths">Where they are.</param>
    /// <exception cref="ServiceConfigurationException">They can't be used.</exception>
    public ChangingFiles(Func<T> read, params string[] paths)
    {
        (_read, _paths) = (read, paths);
        _changedAt = ChangedAt();
        _lookedAt = Environment.TickCount64;
        _content = read();
    }

    /// <summary>Called where they changed.</summary>
    public Action<T>? Taken { get; set; }

    /// <summary>Called with the reason where they changed and can't be used.</summary>
    public Action<string>? Kept { get; set; }

    /// <summary>What is in them now, or was a second ago.</summary>
    public T Content
    {
        get
        {
            lock (_lock)
            {
                if (Environment.TickCount64 - _lookedAt >= s_interval.TotalMilliseconds)
                    Look();
                return _content;
            }
        }
    }

    private void Look()
    {
        _lookedAt = Environment.TickCount64;
        DateTime[] changedAt = ChangedAt();
        if (changedAt.SequenceEqual(_changedAt))
            return;
        try
        {
            _content = _read();
            _changedAt = changedAt;
            _kept = null;
            Taken?.Invoke(_content);
        }
        catch (ServiceConfigurationException e)
        {
            // Half of them was replaced, perhaps, or nobody may read them yet, which changes no time: they are read until they are right.
            if (_kept is not { } kept || kept.Reason != e.Message || !kept.ChangedAt.SequenceEqual(changedAt))
                Kept?.Invoke(e.Message);
            _kept = (changedAt, e.Message);
        }
    }

    private DateTime[] ChangedAt() => [.. _paths.Select(ChangedAt)];

    // Of what it leads to: a mounted secret is a link that is set to another file.
    private static DateTime ChangedAt(string path)
    {
        try
        {
            return File.GetLastWriteTimeUtc(File.ResolveLinkTarget(path, true)?.FullName ?? path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
