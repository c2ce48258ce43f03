using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pyner.TestServers;

/// <summary>
/// The installed Chromium without a window, with a profile of its own, driven through its DevTools protocol
/// (https://chromedevtools.github.io/devtools-protocol/). It ends with its disposal, and at the latest with this process.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_endTime = TimeSpan.FromSeconds(20);

    private const double LongestPicture = 3_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("pyner-chromium-").FullName;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = [];
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _cancellation;
    private readonly ServerProcess _process;
    private Task _reading = Task.CompletedTask;
    private int _number;

    private Chromium(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _process = ServerProcess.Start(
            _folder, Path.Combine(_folder, "log"), new Dictionary<string, string?>(),
            Programs.Chromium ?? throw new ServerFailedException(Availability.WhyNoChromium!),
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run",
            // So that tests can look into frames into which the page can not.
            "--disable-features=IsolateSandboxedIframes", "--remote-debugging-port=0", "--user-data-dir=" + Profile, "about:blank");
    }

    /// <summary>The folder for pictures, from <c>PYNER_SCREENSHOTS</c>; null where none are wanted.</summary>
    public static string? PictureFolder { get; } = Environment.GetEnvironmentVariable("PYNER_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <summary>What pages complained of: exceptions, errors in the console, violations of their policies, and dialogs, which a page must not open.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    private string Profile => Path.Combine(_folder, "profile");

    /// <summary>Starts one.</summary>
    /// <param name="cancellation">Ends this call and all that are made later.</param>
    /// <exception cref="ServerFailedException">It is not installed, or did not start.</exception>
    public static async Task<Chromium> StartNewAsync(CancellationToken cancellation)
    {
        var browser = new Chromium(cancellation);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls a method of the protocol.</summary>
    public async Task<JsonNode> CallAsync(string method, object? parameters = null)
    {
        int id = Interlocked.Increment(ref _number);
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { } });
        await _socket.SendAsync(message, WebSocketMessageType.Text, true, _cancellation);
        return await answer.Task.WaitAsync(s_patience, _cancellation);
    }

    /// <summary>Opens an address; one that differs in its fragment only is loaded anew too.</summary>
    public async Task OpenAsync(string address)
    {
        await CallAsync("Page.navigate", new { url = "about:blank" });
        await CallAsync("Page.navigate", new { url = address });
    }

    /// <summary>Sets the width of the window, and whether the reader prefers a dark page.</summary>
    public async Task ResizeAsync(int width, bool dark)
    {
        await CallAsync("Emulation.setDeviceMetricsOverride", new { width, height = 900, deviceScaleFactor = 1, mobile = false });
        await CallAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = dark ? "dark" : "light" } } });
    }

    /// <summary>The value of an expression in the page; that of a promise once it is there.</summary>
    /// <exception cref="InvalidOperationException">It throws.</exception>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode answer = await CallAsync("Runtime.evaluate", new { expression, returnByValue = true, userGesture = true, awaitPromise = true });
        return answer["exceptionDetails"] is { } exception
            ? throw new InvalidOperationException($"{expression}: {exception.ToJsonString()}")
            : answer["result"]!["value"];
    }

    /// <summary>Waits until an expression in the page is true.</summary>
    /// <exception cref="TimeoutException">It never was.</exception>
    public async Task WaitAsync(string condition)
    {
        long started = Stopwatch.GetTimestamp();
        while ((await EvaluateAsync(condition))?.GetValue<bool>() != true)
        {
            if (Stopwatch.GetElapsedTime(started) > s_patience)
                throw new TimeoutException(
                    $"never came true: {condition}; the page says: {await EvaluateAsync("document.body.innerText")}; {string.Join('\n', Complaints)}");
            await Task.Delay(50, _cancellation);
        }
    }

    /// <summary>Waits until the page shows a text.</summary>
    /// <exception cref="TimeoutException">It never did.</exception>
    public Task SeeAsync(string text) => WaitAsync($"document.body?.innerText.includes({JsonSerializer.Serialize(text)}) ?? false");

    /// <summary>The texts of the elements that a selector finds.</summary>
    public async Task<string[]> TextsAsync(string selector)
    {
        JsonNode texts = (await EvaluateAsync($"[...document.querySelectorAll({JsonSerializer.Serialize(selector)})].map(found => found.textContent)"))!;
        return [.. texts.AsArray().Select(text => text!.GetValue<string>())];
    }

    /// <summary>Presses a key as a reader does.</summary>
    /// <param name="key">Its name, such as <c>Tab</c>.</param>
    /// <param name="code">Its virtual key code.</param>
    public async Task PressAsync(string key, int code)
    {
        await CallAsync("Input.dispatchKeyEvent", new { type = "keyDown", key, code = key, windowsVirtualKeyCode = code, text = key == "Enter" ? "\r" : "" });
        await CallAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code = key, windowsVirtualKeyCode = code });
    }

    /// <summary>Types a text where the focus is.</summary>
    public Task TypeAsync(string text) => CallAsync("Input.insertText", new { text });

    /// <summary>
    /// Takes a picture of the page, or of its upper part where it is very long, to be looked at by people. Nothing happens without a folder for it.
    /// </summary>
    /// <param name="name">What is seen in it.</param>
    /// <param name="width">The width of the window.</param>
    /// <param name="dark">Whether the reader prefers a dark page.</param>
    public async Task ShootAsync(string name, int width, bool dark)
    {
        if (PictureFolder is not { } folder)
            return;
        JsonNode size = (await CallAsync("Page.getLayoutMetrics"))["cssContentSize"]!;
        double height = Math.Min(size["height"]!.GetValue<double>(), LongestPicture);
        JsonNode shot = await CallAsync(
            "Page.captureScreenshot",
            new { captureBeyondViewport = true, clip = new { x = 0, y = 0, width = size["width"]!.GetValue<double>(), height, scale = 1 } });
        string path = Path.Combine(folder, $"{name}-{width}-{(dark ? "dark" : "light")}.png");
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(shot["data"]!.GetValue<string>()), _cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _socket.Dispose();
        _process.Signal("KILL", true);
        await _process.WaitAsync(s_endTime);
        _process.Dispose();
        _end.Dispose();
        // Processes of its group that are just ending may still write there.
        for (int attempt = 0; Directory.Exists(_folder); attempt++)
        {
            try
            {
                Directory.Delete(_folder, true);
            }
            catch (IOException) when (attempt < 50)
            {
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    private async Task ConnectAsync()
    {
        string portFile = Path.Combine(Profile, "DevToolsActivePort");
        long started = Stopwatch.GetTimestamp();
        while (!File.Exists(portFile) || (await File.ReadAllLinesAsync(portFile, _cancellation)).Length < 2)
        {
            if (_process.HasEnded || Stopwatch.GetElapsedTime(started) > s_patience)
                throw new ServerFailedException($"Chromium did not start:\n{await File.ReadAllTextAsync(Path.Combine(_folder, "log"), _cancellation)}");
            await Task.Delay(50, _cancellation);
        }
        string port = (await File.ReadAllLinesAsync(portFile, _cancellation))[0];
        using var http = new HttpClient();
        JsonArray targets = (await http.GetFromJsonAsync<JsonArray>($"http://127.0.0.1:{port}/json/list", _cancellation))!;
        JsonNode page = targets.First(target => target!["type"]!.GetValue<string>() == "page")!;
        await _socket.ConnectAsync(new Uri(page["webSocketDebuggerUrl"]!.GetValue<string>()), _cancellation);
        _reading = ReadAsync();
        foreach (string domain in (string[])["Page", "Runtime", "Log"])
            await CallAsync(domain + ".enable");
        // A bar beside the page would make it narrower than was asked for.
        await CallAsync("Emulation.setScrollbarsHidden", new { hidden = true });
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                using var message = new MemoryStream();
                WebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer, _end.Token);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                Take(JsonNode.Parse(message.ToArray())!);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            foreach (TaskCompletionSource<JsonNode> waiting in _asked.Values)
                waiting.TrySetException(new InvalidOperationException("Chromium went away", e));
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id)
        {
            if (_asked.TryRemove(id.GetValue<int>(), out TaskCompletionSource<JsonNode>? waiting))
            {
                if (message["error"] is { } error)
                    waiting.TrySetException(new InvalidOperationException(error.ToJsonString()));
                else
                    waiting.TrySetResult(message["result"]!);
            }
            return;
        }
        switch (message["method"]!.GetValue<string>())
        {
            case "Runtime.exceptionThrown":
            case "Page.javascriptDialogOpening":
                Complaints.Enqueue(message.ToJsonString());
                break;
            case "Log.entryAdded" when message["params"]!["entry"]!["level"]!.GetValue<string>() == "error":
                Complaints.Enqueue(message.ToJsonString());
                break;
        }
    }
}
