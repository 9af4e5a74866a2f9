// Hides private figures while the machine asks whether the customer is still there.
import Kiosk

Page {
}
