// Lets a form be filled in by a passkey: the browser asks its holder, the form sends the answer.

type Described = { id: string; type: PublicKeyCredentialType; transports?: AuthenticatorTransport[] };
type Options = {
  publicKey: {
    challenge: string;
    user?: { id: string; name: string; displayName: string };
    excludeCredentials?: Described[];
    allowCredentials?: Described[];
    authenticatorSelection?: AuthenticatorSelectionCriteria;
    [name: string]: unknown;
  };
};

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(part: ArrayBuffer | null | undefined): string | undefined {
  if (!part) {
    return undefined;
  }
  const plain = String.fromCharCode(...new Uint8Array(part));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function known(all: Described[] | undefined): PublicKeyCredentialDescriptor[] | undefined {
  return all?.map((each) => ({ ...each, id: bytes(each.id) }));
}

async function made({ publicKey }: Options): Promise<Credential | null> {
  const asked = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: publicKey.user && { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: known(publicKey.excludeCredentials),
    // It must sign its holder in by itself: kept on the device, and opened by a finger, a face or a PIN.
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  } as unknown as PublicKeyCredentialCreationOptions;
  return navigator.credentials.create({ publicKey: asked });
}

async function used({ publicKey }: Options): Promise<Credential | null> {
  const asked = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: known(publicKey.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  return navigator.credentials.get({ publicKey: asked });
}

function answer(credential: PublicKeyCredential): string {
  const given = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(given.clientDataJSON),
      attestationObject: text(given.attestationObject),
      authenticatorData: text(given.authenticatorData),
      signature: text(given.signature),
      userHandle: text(given.userHandle),
    },
  });
}

async function optionsOf(form: HTMLFormElement): Promise<Options> {
  const written = document.getElementById("passkey-options")?.textContent;
  if (written) {
    return JSON.parse(written) as Options;
  }
  const asked = await fetch(form.action, { headers: { Accept: "application/json" } });
  return ((await asked.json()) as { request_options: Options }).request_options;
}

async function fill(form: HTMLFormElement): Promise<void> {
  const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
  const field = form.querySelector<HTMLInputElement>("[name=credential]");
  try {
    const options = await optionsOf(form);
    const credential = await (form.dataset.passkey === "create" ? made(options) : used(options));
    if (field && credential) {
      field.value = answer(credential as PublicKeyCredential);
      form.submit();
    }
  } catch {
    if (failed) {
      failed.hidden = false; // Called off, or none was found.
    }
  }
}

if ("credentials" in navigator && "PublicKeyCredential" in window) {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void fill(form);
    });
  }
  for (const words of document.querySelectorAll<HTMLElement>("[data-passkey-missing]")) {
    words.hidden = true;
  }
}

export {};
